package masthead.dashboard.view;

import java.util.List;

/**
 * One page of the channels.
 *
 * @param query what was asked for, as the query of an address, without the page: for its links
 */
public record ChannelsView(
        String text,
        int category,
        int provider,
        List<Choice> categories,
        List<Choice> providers,
        List<Row> rows,
        Span span,
        String query) {
    /** An entry of a list to choose from. */
    public record Choice(int id, String name) {}

    /**
     * A channel.
     *
     * @param logo an address of ours, or empty
     * @param state why players do not see it; empty where they do
     */
    public record Row(
            int id,
            String number,
            String name,
            String group,
            String logo,
            String guide,
            String feeds,
            String state,
            boolean hidden,
            boolean onAir) {}

    /** Which rows these are. */
    public record Span(int from, int count, int size, int total) {
        public boolean first() {
            return from == 0;
        }

        public boolean last() {
            return from + count >= total;
        }

        public String words() {
            return total == 0
                    ? "None"
                    : String.format(java.util.Locale.ENGLISH, "%,d to %,d of %,d", from + 1, from + count, total);
        }

        public int before() {
            return Math.max(0, from - size);
        }

        public int after() {
            return from + size;
        }
    }
}

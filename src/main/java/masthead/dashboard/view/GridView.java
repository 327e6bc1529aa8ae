package masthead.dashboard.view;

import java.util.List;

/**
 * What is on: channels below each other, time from left to right.
 *
 * @param zone whose times these are, in words
 * @param begins the first second shown, since 1970
 * @param ends the second after the last
 * @param hours the marks of the half hours
 * @param at where in time this is, as the query of an address, for the links of this page that stay there
 * @param query what else was asked for, without time and page
 * @param guides whether any guide is read at all
 */
public record GridView(
        String text,
        int category,
        List<ChannelsView.Choice> categories,
        String zone,
        String day,
        long begins,
        long ends,
        List<String> hours,
        List<Step> steps,
        List<Step> days,
        List<Row> rows,
        ChannelsView.Span span,
        long at,
        String query,
        boolean guides) {
    /** How many columns the shown time has: of five minutes each. */
    public static final int COLUMNS = 36;

    /** A link to another time. */
    public record Step(String name, long at, boolean current) {}

    /**
     * A channel.
     *
     * @param logo an address of ours, or empty
     * @param match the query of the page where it is given a guide; empty if it has one
     */
    public record Row(int id, String name, String logo, String match, List<Cell> cells) {}

    /**
     * A programme, or where there is none.
     *
     * @param title empty in a gap
     * @param when its times
     * @param start its first second, since 1970
     * @param earlier whether it begins before the shown time
     */
    public record Cell(int columns, String title, String when, long start, boolean now, boolean earlier) {
        public boolean gap() {
            return title.isEmpty();
        }
    }
}

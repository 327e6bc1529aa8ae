package masthead.dashboard.view;

import java.util.List;

/**
 * One page of the movies, or of the series.
 *
 * @param found how many there are in words, where these rows are the first
 * @param before the query of the page before; empty where there is none
 * @param after the query of the next page; empty where there is none
 * @param query what was asked for, as the query of an address, without the page
 * @param asked what providers are asked for now, a sentence each
 */
public record TitlesView(
        boolean movies,
        String text,
        int category,
        int provider,
        List<ChannelsView.Choice> categories,
        List<ChannelsView.Choice> providers,
        List<Row> rows,
        String found,
        String before,
        String after,
        String query,
        List<String> asked) {
    /**
     * A movie or series.
     *
     * @param poster an address of ours, or empty
     * @param state why players do not see it; empty where they do
     */
    public record Row(
            int id,
            String name,
            String year,
            String group,
            String poster,
            String providers,
            String state,
            boolean hidden) {}
}

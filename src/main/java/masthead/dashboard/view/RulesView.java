package masthead.dashboard.view;

import java.util.List;

/**
 * Presets, and one page of the rules in their order.
 *
 * @param told what was just done with the order, for who does not see the rows move; or empty
 */
public record RulesView(
        List<PresetRow> presets,
        List<ChannelsView.Choice> providers,
        List<Row> rows,
        ChannelsView.Span span,
        String told) {
    /**
     * A preset.
     *
     * @param name as the API calls it
     * @param providers ids with commas between; empty for all
     * @param where whose channels it is about, in words
     */
    public record PresetRow(String name, String title, String says, boolean on, String providers, String where) {
        public boolean about(int provider) {
            return ("," + providers + ",").contains("," + provider + ",");
        }
    }

    /**
     * A rule.
     *
     * @param place its number in the order, from 1
     * @param when which channels it is about, in words
     * @param then what it does, in words
     */
    public record Row(int id, int place, String name, boolean enabled, String when, String then) {}
}

package masthead.dashboard.view;

import java.util.List;

/**
 * One page of the categories to choose from.
 *
 * @param lineup whose chosen ones come first; 0 for nobody's
 * @param found ids of all that were found, also on other pages, with commas between
 */
public record CategoriesView(String text, int lineup, List<Row> rows, ChannelsView.Span span, String found) {
    /** A category. */
    public record Row(int id, String name, String holds, boolean chosen) {}
}

package masthead.xtream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import masthead.catalog.Catalog;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.format.xtream.CategoryRow;
import masthead.format.xtream.LiveRow;
import masthead.guide.GuideLineup;
import masthead.http.Origin;

/** Channels and categories of one catalog, as this protocol lists them. Not thread-safe: one for one answer. */
final class Rows {
    private final Map<CategoryId, CategoryRow> categories = new HashMap<>();
    private final Catalog catalog;
    private final GuideLineup guide;
    private final Logos logos;
    private final Origin origin;
    private int number;

    Rows(Catalog catalog, GuideLineup guide, Logos logos, Origin origin) {
        this.catalog = catalog;
        this.guide = guide;
        this.logos = logos;
        this.origin = origin;
    }

    List<CategoryRow> categories() {
        return catalog.categories().stream().map(Rows::row).toList();
    }

    /** The next row: rows are numbered in the order they are asked for. */
    LiveRow next(Channel channel) {
        number++;
        return new LiveRow(
                number,
                channel.name(),
                channel.id().value(),
                logos.address(channel, origin),
                guide.id(channel.id()),
                channel.addedAt(),
                category(channel.category()),
                Archive.days(channel));
    }

    CategoryRow category(CategoryId id) {
        return categories.computeIfAbsent(
                id,
                unseen -> row(catalog.category(unseen)
                        .orElseThrow(
                                () -> new IllegalStateException("Category " + unseen + " is not in the catalog"))));
    }

    private static CategoryRow row(Category category) {
        return new CategoryRow(category.id().value(), category.name());
    }
}

package masthead.guide;

import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import org.jspecify.annotations.Nullable;

/** The guide's rows as they are now. Safe on any thread; the first to ask after a change works them out. */
public final class GuideLineups {
    private record Known(Catalog catalog, long links, GuideLineup lineup) {}

    private final Catalogs catalogs;
    private final GuideLinks links;
    private volatile @Nullable Known known;

    public GuideLineups(Catalogs catalogs, GuideLinks links) {
        this.catalogs = catalogs;
        this.links = links;
    }

    /** Of the catalog there is now. */
    public GuideLineup current() {
        return of(catalogs.current());
    }

    /** Of {@code catalog}, which is the current one or was a moment ago, or a view of it: a channel's row is the same in all views. */
    public GuideLineup of(Catalog view) {
        Catalog catalog = view.whole();
        Known before = known;
        if (before != null && fits(before, catalog)) {
            return before.lineup();
        }
        return renewed(catalog);
    }

    private synchronized GuideLineup renewed(Catalog catalog) {
        Known before = known;
        if (before != null && fits(before, catalog)) {
            return before.lineup();
        }
        long version = links.version(); // before they are asked: what comes between makes it new once more
        Known now = new Known(catalog, version, GuideLineup.of(catalog, links));
        known = now;
        return now.lineup();
    }

    /** Grows when a row may show something else. */
    long version() {
        return links.version();
    }

    private boolean fits(Known before, Catalog catalog) {
        return before.catalog() == catalog && before.links() == links.version();
    }
}

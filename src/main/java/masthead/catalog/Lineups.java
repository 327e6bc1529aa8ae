package masthead.catalog;

import java.util.List;
import java.util.Optional;

/** The lineups that subscribers can be given. Changes block, and are seen by players when they return. */
public final class Lineups {
    private final Catalogs catalogs;

    public Lineups(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** What a subscriber of {@code lineup} sees of the catalog there is now; never blocks. */
    public Catalog catalog(Optional<LineupId> lineup) {
        return catalogs.current().seenBy(lineup);
    }

    /** All of them, the oldest first. */
    public List<Lineup> all() {
        return catalogs.current().lineups();
    }

    /** @throws NoSuchEntry if there is none with this id */
    public Lineup find(LineupId id) {
        return all().stream()
                .filter(each -> each.id().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow(() -> new NoSuchEntry("lineup", id));
    }

    /**
     * @throws NoSuchEntry if there is no such category
     * @throws LineupRefused if there is one of this name
     */
    public Lineup add(LineupTerms terms) {
        LineupId added = catalogs.change(handle -> {
            LineupId id = LineupTable.add(handle, terms);
            catalogs.audit(handle, "add", "lineup " + id, terms.name());
            return id;
        });
        return find(added);
    }

    /**
     * @throws NoSuchEntry if there is no such lineup or category
     * @throws LineupRefused if there is another one of this name
     */
    public Lineup edit(LineupId id, LineupTerms terms) {
        catalogs.change(handle -> {
            LineupTable.edit(handle, id, terms);
            catalogs.audit(handle, "edit", "lineup " + id, terms.name());
            return id;
        });
        return find(id);
    }

    /**
     * @throws NoSuchEntry if there is none with this id
     * @throws LineupRefused if a subscriber has it
     */
    public void remove(LineupId id) {
        catalogs.change(handle -> {
            LineupTable.remove(handle, id);
            catalogs.audit(handle, "remove", "lineup " + id, "");
            return id;
        });
    }
}

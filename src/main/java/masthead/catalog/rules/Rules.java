package masthead.catalog.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import masthead.catalog.Audit;
import masthead.catalog.Catalogs;
import masthead.catalog.FeedKind;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Revision;
import masthead.catalog.Shaper;
import masthead.database.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators want done to the channels of lists, kept, and applied after every change of what is on offer.
 *
 * <p>Rules never touch what a list says or what an operator says of a channel by hand: what they say stands beside it, and is worked
 * out anew each time. Changes block, and are seen by players when they return; viewers of a channel that is renamed or merged go on.
 */
public final class Rules implements Shaper {
    private static final Logger log = LoggerFactory.getLogger(Rules.class);
    private static final String OPERATOR = "operator";
    private static final int MOST = 500;

    private final Database database;
    private final Catalogs catalogs;
    private final Clock clock;
    private final Readings readings = new Readings();
    private final LookedAt lookedAt = new LookedAt();
    /** Whether channels lose their numbers in the next pass, because a rule numbers otherwise now. On the database's writing thread alone. */
    private boolean renumber;

    /** Applies the rules at once, if that was left undone, and from now on. */
    public Rules(Database database, Catalogs catalogs, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.clock = clock;
        catalogs.shapedBy(this);
    }

    // ---- applying ----

    /** Not while there are no rules, and none were applied that have to be undone. */
    @Override
    public boolean due(Handle handle) {
        if (Revision.of(handle, Revision.RULES) == Revision.of(handle, Revision.CATALOG)) {
            return false;
        }
        return Revision.of(handle, Revision.RULED) > 0
                || !RuleTable.book(handle).empty();
    }

    @Override
    public void shape(Handle handle) {
        long begun = System.nanoTime();
        RuleBook book = RuleTable.book(handle);
        ShapeTable table = new ShapeTable(handle);
        boolean ruled = Revision.of(handle, Revision.RULED) > 0;
        List<Row> rows = table.rows(ruled ? Set.of(FeedKind.values()) : book.kinds());
        Pass.Ruling ruling = new Pass(book, readings, renumber).over(rows, table.providers());
        int changed = table.write(ruling.rows(), ruling.shapes());
        if (changed > 0) {
            Revision.raise(handle);
        }
        boolean rules = ruling.shapes().stream().anyMatch(each -> !each.equals(Shape.NONE));
        Revision.set(handle, Revision.RULED, rules ? 1 : 0);
        Revision.set(handle, Revision.RULES, Revision.of(handle, Revision.CATALOG));
        renumber = false;
        log.atInfo()
                .addKeyValue("channels", rows.size())
                .addKeyValue("changed", changed)
                .addKeyValue(
                        "millis", Duration.ofNanos(System.nanoTime() - begun).toMillis())
                .log("Rules applied");
    }

    /**
     * What {@code book} would do with the catalog there is; nothing is kept.
     *
     * @param most samples of each kind of change
     */
    public Effect preview(RuleBook book, int most) {
        return database.read(handle -> {
            LookedAt.Rows seen = lookedAt.rows(handle, book.kinds());
            List<Row> rows = seen.rows();
            boolean anew = book.numbersOtherwiseThan(RuleTable.book(handle));
            Pass.Ruling ruling = new Pass(book, readings, anew).over(rows, seen.providers());
            Effect.Count counts = new Effect.Count();
            Effect.Count news = new Effect.Count();
            List<Effect.Sample> samples = new ArrayList<>();
            for (int at = 0; at < rows.size(); at++) {
                Row row = rows.get(at);
                Row.Look after = row.look(ruling.shapes().get(at));
                counts.add(row.look(Shape.NONE), after, 0);
                if (!row.gone() && news.add(row.look(row.shape()), after, most)) {
                    samples.add(new Effect.Sample(
                            row.id(), Effect.State.of(row.look(row.shape())), Effect.State.of(after)));
                }
            }
            List<Effect.RuleCount> applied = ruling.rules().stream()
                    .map(each -> new Effect.RuleCount(each.rule(), each.fitting(), each.broken()))
                    .toList();
            return new Effect(rows.size(), counts.counts(), news.counts(), applied, samples);
        });
    }

    // ---- keeping ----

    /** In the order they are applied. */
    public List<Rule> all() {
        return database.read(RuleTable::all);
    }

    /** @throws NoSuchEntry if there is none with this id */
    public Rule find(RuleId id) {
        return all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchEntry("rule", id));
    }

    public Presets presets() {
        return database.read(RuleTable::presets);
    }

    /** What is applied now. */
    public RuleBook book() {
        return database.read(RuleTable::book);
    }

    /**
     * Adds a rule behind the others.
     *
     * @throws IllegalArgumentException if there are {@value #MOST} already
     */
    public Rule add(RuleTerms terms) {
        List<RuleId> added = new ArrayList<>();
        change(handle -> {
            if (RuleTable.all(handle).size() >= MOST) {
                throw new IllegalArgumentException("there are at most " + MOST + " rules");
            }
            added.add(RuleTable.add(handle, terms));
            audit(handle, "add", "rule " + added.getFirst(), terms.name());
        });
        return find(added.getFirst());
    }

    /** @throws NoSuchEntry if there is none with this id */
    public Rule edit(RuleId id, RuleTerms terms) {
        change(handle -> {
            RuleTable.edit(handle, id, terms);
            audit(handle, "edit", "rule " + id, terms.name());
        });
        return find(id);
    }

    /** @throws NoSuchEntry if there is none with this id */
    public void remove(RuleId id) {
        change(handle -> {
            RuleTable.remove(handle, id);
            audit(handle, "remove", "rule " + id, "");
        });
    }

    /**
     * Puts the rules in this order.
     *
     * @throws IllegalArgumentException if these are not all of them, each once
     */
    public void order(List<RuleId> ids) {
        change(handle -> {
            Set<RuleId> known = RuleTable.all(handle).stream().map(Rule::id).collect(Collectors.toSet());
            if (ids.size() != known.size() || !new HashSet<>(ids).equals(known)) {
                throw new IllegalArgumentException("an order names every rule once");
            }
            RuleTable.order(handle, ids);
            audit(handle, "edit", "rules", "order");
        });
    }

    /** Switches these presets on and all others off. */
    public Presets put(Presets presets) {
        change(handle -> {
            RuleTable.put(handle, presets);
            audit(
                    handle,
                    "edit",
                    "presets",
                    presets.on().keySet().stream().map(Preset::label).collect(Collectors.joining(", ")));
        });
        return presets();
    }

    private void audit(Handle handle, String action, String subject, String detail) {
        Instant now = clock.instant();
        Audit.write(handle, now, OPERATOR, action, subject, detail);
    }

    private void change(Consumer<Handle> change) {
        database.change(handle -> {
            RuleBook before = RuleTable.book(handle);
            change.accept(handle);
            Revision.raise(handle);
            renumber |= RuleTable.book(handle).numbersOtherwiseThan(before);
        });
        catalogs.rebuild();
    }
}

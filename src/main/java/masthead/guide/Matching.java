package masthead.guide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import masthead.catalog.Audit;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.NoSuchEntry;
import masthead.database.Database;
import masthead.guide.Decision.What;
import masthead.guide.Decisions.Ruling;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every channel matched to the guides: what is certain is applied, what is doubtful waits for an operator, what he decides wins.
 *
 * <p>Works after each change of the catalog or a guide, on a thread of its own of low priority, shortly after the last change, one run
 * at a time. What it finds is not kept in the database but found again at start, in a second or so: it follows from the
 * catalog, the guides and the decisions, which are kept. {@link #current} may be called anywhere; decisions block and belong on a
 * virtual thread, and hold when the call returns.
 */
public final class Matching implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Matching.class);
    private static final String OPERATOR = "operator";
    /** Changes come in crowds: an import, then another one. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private static final Duration MOST_SHIFT = Duration.ofDays(2);

    private final Database database;
    private final Catalogs catalogs;
    private final Guide guide;
    private final GuideSources sources;
    private final Clock clock;
    private final Rematch rematch;
    private final MatchRows rows;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(Matching::thread);
    private final AtomicBoolean awaited = new AtomicBoolean();
    /** Held while decisions change and while a snapshot is made and told, so that followers see versions in order. */
    private final ReentrantLock changing = new ReentrantLock();

    private final List<Consumer<Matches>> followers = new ArrayList<>();
    private volatile Decisions decisions;
    private volatile Matches current = Matches.NONE;

    /** Reads the decisions; blocks for that long. Begins to match with {@link #start}. */
    public Matching(Database database, Catalogs catalogs, Guide guide, GuideSources sources, Clock clock) {
        this.database = database;
        this.catalogs = catalogs;
        this.guide = guide;
        this.sources = sources;
        this.clock = clock;
        this.rematch = new Rematch(catalogs, guide, sources);
        this.rows = new MatchRows(catalogs, sources, rematch);
        this.decisions = new Decisions(database.read(DecisionTable::all));
    }

    @SuppressWarnings("ThreadPriorityCheck") // It is a hint only, and streams come first.
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "matching");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Matches at once in the background, and after each change from now on. */
    public Matching start() {
        worker.execute(this::runLogged);
        catalogs.follow(_ -> wake());
        guide.follow(this::wake);
        return this;
    }

    private void wake() {
        if (awaited.compareAndSet(false, true)) {
            try {
                worker.schedule(this::runLogged, CALM.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                log.atDebug().log("Matching is closed");
            }
        }
    }

    private void runLogged() {
        try {
            run();
        } catch (RuntimeException | Error e) { // errors too: nobody else would ever hear of them
            if (!worker.isShutdown()) {
                log.atError().setCause(e).log("Matching failed; what was matched before stays");
            }
        }
    }

    /** Matches now, on the caller's thread; for the worker, and tests. */
    void run() {
        awaited.set(false);
        long begun = System.nanoTime();
        int looked = rematch.run(decisions);
        swap();
        if (looked > 0) {
            log.atInfo()
                    .addKeyValue("channels", looked)
                    .addKeyValue("millis", (System.nanoTime() - begun) / 1_000_000)
                    .log("Channels are matched to the guides");
        }
    }

    /** The newest snapshot; never blocks. */
    public Matches current() {
        return current;
    }

    /** Calls {@code follower} with every new snapshot, and with the current one at once. It must return quickly. */
    public void follow(Consumer<Matches> follower) {
        changing.lock();
        try {
            followers.add(follower);
            tell(follower, current);
        } finally {
            changing.unlock();
        }
    }

    /** What is matched, for whoever shows it; a channel that was not looked for yet is where its list's id is. */
    public GuideLinks links() {
        return new GuideLinks() {
            @Override
            public List<GuidePlace> places(Channel channel) {
                Matches matches = current;
                return matches.knows(channel.id()) ? matches.places(channel.id()) : guide.places(channel.guideId());
            }

            @Override
            public Duration shift(Channel channel) {
                return current.shift(channel.id());
            }

            @Override
            public long version() {
                return guide.version() + current.version();
            }
        };
    }

    private void swap() {
        changing.lock();
        try {
            Matches next = new Matches(current.version() + 1, rows.placed(decisions, current));
            if (!next.says(current)) {
                current = next;
                followers.forEach(each -> tell(each, next));
            }
        } finally {
            changing.unlock();
        }
    }

    private static void tell(Consumer<Matches> follower, Matches matches) {
        try {
            follower.accept(matches);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("A follower of the matches failed");
        }
    }

    // ---- what operators see ----

    /**
     * One channel on offer.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public ChannelMatch match(ChannelId id) {
        return rows.match(id, decisions);
    }

    /** The channels on offer that are looked for, in their order; without the database but for what has just changed. */
    public MatchPage search(MatchSearch search) {
        return rows.search(search, decisions);
    }

    // ---- what operators decide ----

    /** Accepts the best suggestions of these channels, as they are now; tells of how many channels there were any. */
    public int accept(Collection<ChannelId> channels) {
        return decideEach(channels, "accept", Matching::accepted);
    }

    /** Accepts all suggestions of at least this score. */
    public int acceptFrom(double score) {
        return accept(rows.suggested(score, decisions));
    }

    /** Refuses the best suggestions of these channels, or where there are none what was applied to them without asking. */
    public int reject(Collection<ChannelId> channels) {
        return decideEach(channels, "reject", Matching::rejected);
    }

    /** Refuses all suggestions of at least this score. */
    public int rejectFrom(double score) {
        return reject(rows.suggested(score, decisions));
    }

    private static List<What> accepted(ChannelMatch row, Ruling ruling) {
        List<What> whats = new ArrayList<>();
        for (ChannelMatch.Suggestion each : row.suggestions()) {
            whats.add(new What.Set(new GuidePlace(each.source(), each.best().guideId())));
            if (!each.best().shift().isZero()
                    && ruling.shift().isEmpty()
                    && row.places().isEmpty()) {
                whats.add(new What.Shift(each.best().shift()));
            }
        }
        return whats;
    }

    private static List<What> rejected(ChannelMatch row, Ruling ruling) {
        Set<What> whats = new HashSet<>();
        row.suggestions().forEach(each -> whats.add(new What.Refuse(each.best().guideId())));
        if (whats.isEmpty()) {
            row.places().stream()
                    .filter(each -> !each.byHand())
                    .forEach(each -> whats.add(new What.Refuse(each.place().guideId())));
        }
        return List.copyOf(whats);
    }

    private int decideEach(
            Collection<ChannelId> channels, String action, BiFunction<ChannelMatch, Ruling, List<What>> decide) {
        changing.lock();
        try {
            List<Decision> made = new ArrayList<>();
            Set<ChannelId> of = new HashSet<>();
            for (ChannelId each : channels) {
                List<What> whats = decide.apply(match(each), ruling(each));
                if (!whats.isEmpty()) {
                    of.add(each);
                    made.addAll(kept(each));
                    whats.forEach(what -> made.add(new Decision(each, rows.identity(each), what, clock.instant())));
                }
            }
            change(action, of, handle -> DecisionTable.add(handle, made));
            return of.size();
        } finally {
            changing.unlock();
        }
    }

    /** Files its programmes of one guide under this id of it, whatever was matched. */
    public ChannelMatch set(ChannelId channel, GuidePlace place) {
        if (sources.source(place.source()).isEmpty()) {
            throw new NoSuchEntry("guide", place.source());
        }
        if (place.guideId().isBlank() || place.guideId().length() > 300) {
            throw new IllegalArgumentException("a guide id has 1 to 300 characters");
        }
        return decide(channel, "SET", place.source().value(), new What.Set(place));
    }

    /** Says that it has no guide at all. */
    public ChannelMatch setNone(ChannelId channel) {
        return decide(channel, "SET", 0, new What.None());
    }

    /** Says how much later its programmes are than its places say. */
    public ChannelMatch setShift(ChannelId channel, Duration by) {
        if (by.abs().compareTo(MOST_SHIFT) > 0) {
            throw new IllegalArgumentException("a shift is at most " + MOST_SHIFT.toHours() + " hours either way");
        }
        return decide(channel, "SHIFT", 0, new What.Shift(by));
    }

    private ChannelMatch decide(ChannelId channel, String instead, int source, What what) {
        changing.lock();
        try {
            match(channel);
            List<Decision> made = new ArrayList<>(kept(channel));
            made.add(new Decision(channel, rows.identity(channel), what, clock.instant()));
            change(what.getClass().getSimpleName().toLowerCase(Locale.ROOT), List.of(channel), handle -> {
                DecisionTable.add(handle, made.subList(0, made.size() - 1));
                DecisionTable.remove(handle, channel, instead, source);
                if (!(what instanceof What.Shift)) {
                    DecisionTable.remove(handle, channel, "NONE", 0);
                }
                DecisionTable.add(handle, List.of(made.getLast()));
            });
            return match(channel);
        } finally {
            changing.unlock();
        }
    }

    /** Forgets what was decided of it, also what it follows from another channel of its name. */
    public ChannelMatch forget(ChannelId channel) {
        changing.lock();
        try {
            match(channel);
            Set<ChannelId> from = new HashSet<>();
            // Behind the own decisions there may be another channel's of the same name.
            for (Ruling ruling = ruling(channel);
                    ruling.any() && from.addAll(ruling.from());
                    ruling = ruling(channel)) {
                Set<ChannelId> gone = ruling.from();
                change("forget", List.of(channel), handle -> gone.forEach(each -> DecisionTable.remove(handle, each)));
            }
            return match(channel);
        } finally {
            changing.unlock();
        }
    }

    private Ruling ruling(ChannelId channel) {
        return decisions.of(channel, rows.identity(channel));
    }

    /** What a channel follows from another one becomes its own with its first own decision, or it would be lost with it. */
    private List<Decision> kept(ChannelId channel) {
        Ruling ruling = ruling(channel);
        if (!ruling.any() || ruling.from().contains(channel)) {
            return List.of();
        }
        List<What> whats = new ArrayList<>();
        ruling.places().forEach((source, guideId) -> whats.add(new What.Set(new GuidePlace(source, guideId))));
        ruling.refused().forEach(each -> whats.add(new What.Refuse(each)));
        ruling.shift().ifPresent(each -> whats.add(new What.Shift(each)));
        if (ruling.none()) {
            whats.add(new What.None());
        }
        Instant now = clock.instant();
        return whats.stream()
                .map(each -> new Decision(channel, rows.identity(channel), each, now))
                .toList();
    }

    private void change(String action, Collection<ChannelId> channels, Consumer<Handle> change) {
        if (channels.isEmpty()) {
            return;
        }
        String subject = channels.size() == 1
                ? "guide of channel " + channels.iterator().next()
                : "guides of " + channels.size() + " channels";
        database.write(handle -> {
            change.accept(handle);
            Audit.write(handle, clock.instant(), OPERATOR, action, subject, "");
            return true;
        });
        decisions = new Decisions(database.read(DecisionTable::all));
        swap();
        wake(); // What was refused makes room for the next best.
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}

package masthead.guide;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import masthead.catalog.Audit;
import masthead.catalog.NoSuchEntry;
import masthead.database.Database;
import masthead.format.packed.Unpacked;
import masthead.format.packed.UnpackedTooLarge;
import masthead.format.xmltv.NotXmltvException;
import masthead.format.xmltv.XmltvChannel;
import masthead.format.xmltv.XmltvItem;
import masthead.format.xmltv.XmltvProgramme;
import masthead.format.xmltv.XmltvReader;
import masthead.guide.GenerationWriter.Span;
import masthead.guide.GuideDownload.Limits;
import masthead.guide.GuideDownload.NotModified;
import masthead.guide.GuideOutcome.Applied;
import masthead.guide.GuideOutcome.Failed;
import masthead.guide.GuideOutcome.Suspicious;
import masthead.guide.GuideOutcome.Unchanged;
import masthead.guide.GuideSourceTable.Seen;
import masthead.http.BodyTooLarge;
import masthead.http.BrokenOff;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads guides: from the socket into a generation of its own, in constant memory; when it is whole and worth it, one small change puts it
 * in the place of the one before. Whatever else happens, the one before stays.
 *
 * <p>Blocks the caller; the work is done on a platform thread, because it would hold a virtual thread's carrier for half a minute. One
 * reading at a time per guide, and {@code guide.read-at-once} in all; further ones wait.
 */
public final class GuideImport implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(GuideImport.class);
    /** A guide with fewer programmes may lose any share of them. */
    private static final int SMALL = 100;
    /** So long servers are believed that nothing has changed; then what was too far ahead may be near enough. */
    private static final Duration READ_WHOLE = Duration.ofHours(24);
    /** What may stand behind the end of a guide, for its hash. */
    private static final long LONGEST_TAIL = 1024 * 1024;

    private final Kept kept;
    private final Fetch fetch;
    private final PanelGuides panels;
    private final Function<GuideSourceId, Function<String, Duration>> past;
    private final GuideSettings settings;
    private final Clock clock;
    private final Map<GuideSourceId, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Map<GuideSourceId, GuideProgress> running = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("guide import ", 1).factory());

    /** Where guides are kept. */
    record Kept(Database database, GuideSources sources, Generations generations) {}

    /** How guides are fetched. */
    record Way(Fetch fetch, PanelGuides panels) {}

    /** @param past how long a guide's programmes are kept that are over, by its guide ids */
    GuideImport(
            Kept kept,
            Way way,
            Function<GuideSourceId, Function<String, Duration>> past,
            GuideSettings settings,
            Clock clock) {
        this.kept = kept;
        this.fetch = way.fetch().limited(settings.downloadLimit());
        this.panels = way.panels();
        this.past = past;
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(settings.readAtOnce(), true);
    }

    /**
     * Fetches a guide and applies it.
     *
     * @throws NoSuchEntry if there is no such guide
     */
    public GuideOutcome run(GuideSourceId id) {
        return run(id, false);
    }

    /**
     * Fetches a guide and applies it.
     *
     * @param trusted whether it is read in any case, and applied whatever it has lost
     * @throws NoSuchEntry if there is no such guide
     */
    public GuideOutcome run(GuideSourceId id, boolean trusted) {
        return inTurn(id, trusted, (source, limits) -> {
            Seen known = trusted ? Seen.NOTHING : known(source);
            return GuideDownload.open(panels.resolved(source.terms()), known, fetch, settings.userAgent(), limits);
        });
    }

    /**
     * Applies a guide that was handed to us. The caller closes {@code guide}.
     *
     * @throws NoSuchEntry if there is no such guide
     */
    public GuideOutcome take(GuideSourceId id, InputStream guide) {
        return inTurn(id, false, (source, limits) -> GuideDownload.of(guide, limits));
    }

    /** How far the reading of a guide is; nothing if it is not being read. */
    public Optional<GuideProgress> progress(GuideSourceId id) {
        return Optional.ofNullable(running.get(id));
    }

    /**
     * Gives up the reading of a guide, whoever began it: it ends a little later, and what was there before stays. Tells whether it was
     * still time.
     */
    public boolean cancel(GuideSourceId id) {
        boolean given =
                progress(id).filter(progress -> progress.work().breakOff()).isPresent();
        if (given) {
            Instant now = clock.instant();
            kept.database.change(
                    handle -> Audit.write(handle, now, "operator", "cancel", "reading of guide " + id, ""));
        }
        return given;
    }

    /** What the guide was when it was last applied, unless it is time to read all of it again. */
    private Seen known(GuideSource source) {
        Instant since = clock.instant().minus(READ_WHOLE);
        return source.state().importedAt().filter(since::isBefore).isEmpty()
                ? Seen.NOTHING
                : kept.database.read(handle -> GuideSourceTable.seen(handle, source.id()));
    }

    private GuideOutcome inTurn(
            GuideSourceId id, boolean trusted, BiFunction<GuideSource, Limits, GuideDownload> download) {
        ReentrantLock turn = turns.computeIfAbsent(id, any -> new ReentrantLock());
        try {
            turn.lockInterruptibly();
            try {
                places.acquire();
                try {
                    GuideSource source = kept.sources.source(id).orElseThrow(() -> new NoSuchEntry("guide source", id));
                    return onThread(() -> attempt(source, trusted, download));
                } finally {
                    places.release();
                }
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("It was broken off.");
        }
    }

    private GuideOutcome onThread(Callable<GuideOutcome> work) throws InterruptedException {
        Future<GuideOutcome> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException closed) {
            return new Failed("It was broken off.");
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private GuideOutcome attempt(
            GuideSource source, boolean trusted, BiFunction<GuideSource, Limits, GuideDownload> download) {
        Instant began = clock.instant();
        GuideProgress progress = new GuideProgress(began);
        running.put(source.id(), progress);
        try {
            Limits limits =
                    new Limits(settings.downloadLimit().bytes(), clock, began.plus(settings.patience()), progress);
            GuideOutcome outcome = outcome(source, trusted, () -> download.apply(source, limits), progress);
            if (threads.isShutdown()) {
                return outcome; // nobody is left to tell, nor a database to note it in
            }
            if (!(outcome instanceof Applied)) {
                kept.sources.note(handle -> {
                    GuideSourceTable.outcome(handle, source.id(), outcome, clock.instant());
                    return true;
                });
            }
            (outcome instanceof Suspicious || outcome instanceof Failed ? log.atWarn() : log.atInfo())
                    .addKeyValue("guide", source.id())
                    .addKeyValue("outcome", GuideOutcome.sentence(outcome))
                    .log("Guide read");
            return outcome;
        } finally {
            running.remove(source.id());
        }
    }

    private GuideOutcome outcome(
            GuideSource source, boolean trusted, Supplier<GuideDownload> download, GuideProgress progress) {
        try (GuideDownload guide = download.get()) {
            progress.promised(guide.length());
            return load(source, trusted, guide, progress);
        } catch (NotModified e) {
            return new Unchanged();
        } catch (BrokenOff e) {
            return new Failed("It was cancelled; what was there before stays.");
        } catch (GuideUnread e) {
            return new Failed(e.why());
        } catch (GuideDoubtful e) {
            return new Suspicious(e.why());
        } catch (NotXmltvException e) {
            return new Suspicious("This is no XMLTV guide: " + e.getMessage() + ".");
        } catch (BodyTooLarge e) {
            return new Failed("The guide as it is sent is larger than guide.download-limit.");
        } catch (UnpackedTooLarge e) {
            return new Failed("The guide, once unpacked, is larger than guide.unpacked-limit.");
        } catch (IOException | FetchFailed e) {
            log.atDebug().addKeyValue("guide", source.id()).setCause(e).log("A guide broke off");
            return new Suspicious("The guide broke off after " + progress.bytes() + " bytes.");
        } catch (NoSuchEntry e) {
            throw e;
        } catch (RuntimeException e) {
            if (threads.isShutdown()) {
                return new Failed("It was broken off.");
            }
            log.atError().addKeyValue("guide", source.id()).setCause(e).log("A guide could not be kept");
            return new Failed("It could not be kept; the server's log says why.");
        }
    }

    private GuideOutcome load(GuideSource source, boolean trusted, GuideDownload guide, GuideProgress progress)
            throws IOException {
        long generation = kept.generations.begin();
        try {
            Span span = new Span(
                    clock.instant(),
                    past.apply(source.id()),
                    settings.future(),
                    source.terms().timing().correction());
            GenerationWriter writer = new GenerationWriter(kept.database, generation, settings, span);
            Map<String, Long> faults = read(source, guide, writer, progress);
            Seen seen = guide.seen();
            if (!trusted && unchanged(source, seen)) {
                return new Unchanged();
            }
            GuideCount count = writer.finish(faults);
            if (!trusted) {
                judge(source, count);
            }
            if (count.programmes() == 0 || !writer.latest().isAfter(clock.instant())) {
                throw new GuideDoubtful(
                        count.programmes() == 0
                                ? "It has no programme of now or to come" + nothingKept(count) + "."
                                : "Its last programme ended at " + writer.latest() + ".");
            }
            carryOver(source, generation, span);
            Instant now = clock.instant();
            progress.work().finish();
            kept.sources.change(handle -> {
                GuideSourceTable.flip(handle, source.id(), generation, count, seen, now);
                return true;
            });
            return new Applied(count);
        } finally {
            kept.generations.done(generation);
            tidyLater();
        }
    }

    /** Not if the operator has said since that the guide's times mean others, or that it is another guide. */
    private void carryOver(GuideSource source, long generation, Span span) {
        long before = source.state().generation();
        boolean same = !kept.database
                .read(handle -> GuideSourceTable.seen(handle, source.id()))
                .equals(Seen.NOTHING);
        if (before != 0 && same) {
            new CarriedOver(kept.database, before, generation, span, settings.maxPerChannel()).take();
        }
    }

    private static String nothingKept(GuideCount count) {
        String reasons = GuideOutcome.reasons(count);
        return reasons.isEmpty() ? "" : ": " + reasons;
    }

    private Map<String, Long> read(
            GuideSource source, GuideDownload guide, GenerationWriter writer, GuideProgress progress)
            throws IOException {
        InputStream plain = Unpacked.of(guide, settings.unpackedLimit().bytes());
        Map<String, Long> faults = new TreeMap<>();
        try (XmltvReader reader =
                new XmltvReader(new LeftOpen(plain), source.terms().timing().zone())) {
            for (XmltvItem item = reader.next(); item != null; item = reader.next()) {
                switch (item) {
                    case XmltvChannel channel -> writer.channel(channel);
                    case XmltvProgramme programme -> writer.programme(programme);
                }
                progress.programmes(writer.programmes());
                progress.work().check();
                if (Thread.interrupted()) {
                    throw new GuideUnread("It was broken off.");
                }
            }
            if (!reader.complete()) {
                throw new GuideDoubtful("The guide is cut short after " + writer.programmes() + " programmes.");
            }
            reader.faults().forEach((fault, times) -> faults.put(fault.words(), times));
            drain(plain);
        }
        return faults;
    }

    /** The guide is ours to close: something may stand behind its end. */
    private static final class LeftOpen extends FilterInputStream {
        LeftOpen(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public void close() {
            // by whoever opened it
        }
    }

    /** What stands behind the guide's end belongs to its hash, and a packed one tells only there whether it is whole. */
    private static void drain(InputStream plain) throws IOException {
        byte[] buffer = new byte[8192];
        long left = LONGEST_TAIL;
        for (int read = plain.read(buffer); read >= 0 && left > 0; read = plain.read(buffer)) {
            left -= read;
        }
    }

    private boolean unchanged(GuideSource source, Seen seen) {
        Seen known = known(source);
        return !known.contentHash().isEmpty() && known.contentHash().equals(seen.contentHash());
    }

    private void judge(GuideSource source, GuideCount count) {
        long before = source.state().programmes();
        if (before >= SMALL && count.programmes() < before * (1 - settings.suspiciousLoss())) {
            throw new GuideDoubtful("It has " + count.programmes() + " programmes where it had " + before
                    + ": it lost more than guide.suspicious-loss allows.");
        }
    }

    private void tidyLater() {
        Thread.startVirtualThread(() -> {
            try {
                kept.generations.tidy();
            } catch (RuntimeException e) {
                if (!threads.isShutdown()) { // the next start drops what is left
                    log.atWarn().setCause(e).log("Old programmes could not be dropped");
                }
            }
        });
    }

    /** Breaks off what is being read. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package masthead.xtream;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.CategoryId;
import masthead.catalog.Channel;
import masthead.catalog.LineupId;
import masthead.config.ByteSize;
import masthead.format.xtream.EmptyAnswers;
import masthead.format.xtream.XtreamWriter;
import masthead.guide.GuideLineups;
import masthead.http.Exchange;
import masthead.http.KeptBody;
import masthead.http.Origin;
import masthead.http.ReadyFiles;
import masthead.metrics.Metrics;
import masthead.xtream.images.Images;
import org.jspecify.annotations.Nullable;

/**
 * Lists as players get them, kept ready outside the heap, plain and gzipped, within one size limit; or in files, those that would take
 * too much of it.
 *
 * <p>A page is rendered once per version of catalog and guide rows, however many players ask for it at the same time. Nothing of who asks is
 * in a page, and the address he asked at only where the page holds logos of ours. A lineup has pages of its own only where it
 * differs: a category that it has is the same for all, and so is everything for a lineup that has all. A file is written when it is
 * asked for; while that takes time, players get the one before. Blocks; on a virtual thread.
 */
public final class Pages implements AutoCloseable {
    private static final Origin NOWHERE = new Origin("http", "localhost", 80);

    /** A guess, so that a list of 50,000 channels does not double its buffer ten times on the way. */
    private static final int BYTES_PER_CHANNEL = 400;

    /** What a page costs beside its bytes, so that small pages are bounded too. */
    private static final int OVERHEAD = 1024;

    /** A list that may take more than this share of the memory for lists goes into a file. */
    private static final int LARGE = 3;

    /** How often a page may be evicted between being found and being used, before it is made for one reply alone. */
    private static final int ATTEMPTS = 3;

    /** What a page lists. */
    private enum Kind {
        CATEGORIES,
        STREAMS
    }

    /** @param lineup absent where the page is the same for all */
    private record Key(
            long version,
            String guide,
            Kind kind,
            Optional<LineupId> lineup,
            Optional<CategoryId> category,
            Optional<Origin> origin) {}

    /** Where our own logos are in a catalog, so that no request has to look through it. */
    private record Shown(Catalog catalog, Set<CategoryId> withOurLogos) {
        static Shown of(Catalog catalog, Logos logos) {
            Set<CategoryId> found = new HashSet<>();
            catalog.channels().stream()
                    .filter(logos::ours)
                    .map(Channel::category)
                    .forEach(found::add);
            return new Shown(catalog, Set.copyOf(found));
        }
    }

    /** Where lists are kept. */
    public record Shelf(ByteSize memory, ReadyFiles files, Clock clock) {}

    private final AsyncCache<Key, Page> pages;
    private final ListFiles files;
    private final long mostInMemory;
    private final Catalogs catalogs;
    private final GuideLineups guide;
    private final Logos logos;
    private final AtomicLong rendered = new AtomicLong();
    private volatile Shown shown;
    private volatile boolean closed;

    /** Follows {@code catalogs} from now on: the whole lists of every new version are made before they are asked for. */
    public Pages(Catalogs catalogs, GuideLineups guide, Images images, Shelf shelf, Metrics metrics) {
        this.guide = guide;
        this.logos = new Logos(images);
        this.files = new ListFiles(shelf.files(), shelf.clock());
        this.mostInMemory = shelf.memory().bytes() / LARGE;
        Executor threads = task -> Thread.ofVirtual().name("pages").start(task);
        this.catalogs = catalogs;
        this.shown = Shown.of(catalogs.current(), logos);
        this.pages = Caffeine.newBuilder()
                .executor(threads)
                .maximumWeight(shelf.memory().bytes())
                .weigher((Key key, Page page) -> page.size() + OVERHEAD)
                .removalListener(Pages::evicted)
                .buildAsync();
        metrics.gauge("masthead_pages_rendered", "Lists rendered since the start.", rendered::get);
        metrics.gauge(
                "masthead_pages_kept",
                "Lists kept ready.",
                () -> pages.synchronous().estimatedSize());
        catalogs.follow(catalog -> threads.execute(() -> renew(catalog)));
    }

    /** Where the logos are that the lists name. */
    Logos logos() {
        return logos;
    }

    /** Replies with {@code get_live_categories}. */
    void replyCategories(Exchange exchange, Optional<LineupId> lineup) throws IOException {
        reply(exchange, new Asking(catalogs.current(), lineup), Kind.CATEGORIES, Optional.empty());
    }

    /** Replies with {@code get_live_streams}: all, or those of one category. */
    void replyStreams(Exchange exchange, Optional<LineupId> lineup, Optional<CategoryId> category) throws IOException {
        Asking asking = new Asking(catalogs.current(), lineup);
        if (category.isPresent() && asking.seen().channels(category.get()).isEmpty()) {
            exchange.reply(200, Answers.JSON, EmptyAnswers.LIST); // not kept: there is no end of ids that do not exist
        } else {
            reply(exchange, asking, Kind.STREAMS, category);
        }
    }

    /** Lets go of all pages; replies under way keep what they send. */
    @Override
    public void close() {
        closed = true;
        // One that is being made is nobody's once it is taken out: its buffers would be lost.
        pages.asMap()
                .values()
                .forEach(each -> each.handle((page, failed) -> true).join());
        pages.synchronous().invalidateAll();
    }

    /** Of which lineup's catalog something is asked. */
    private record Asking(Catalog whole, Optional<LineupId> lineup) {
        Catalog seen() {
            return whole.seenBy(lineup);
        }

        /** Absent where the answer is the same for all. */
        Optional<LineupId> differing(Optional<CategoryId> category) {
            return category.isPresent() || seen() == whole ? Optional.empty() : lineup;
        }
    }

    private void reply(Exchange exchange, Asking asking, Kind kind, Optional<CategoryId> category) throws IOException {
        Catalog catalog = asking.whole();
        Key key = key(catalog, kind, asking.differing(category), category, exchange.origin());
        if (large(catalog, key)) {
            String file = "live " + key.lineup() + " " + category + " " + key.origin();
            files.reply(exchange, files.file(file, key.guide(), out -> write(catalog, key, out)));
            return;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (page(catalog, key).replyTo(exchange)) {
                return;
            }
        }
        Page alone = render(catalog, key);
        alone.replyTo(exchange);
        alone.leave();
    }

    private Key key(
            Catalog catalog, Kind kind, Optional<LineupId> lineup, Optional<CategoryId> category, Origin origin) {
        Shown known = shown;
        if (known.catalog() != catalog) {
            known = Shown.of(catalog, logos);
            shown = known;
        }
        var withOurLogos = known.withOurLogos();
        boolean depends =
                kind == Kind.STREAMS && category.map(withOurLogos::contains).orElse(!withOurLogos.isEmpty());
        return new Key(
                catalog.version(),
                guide.of(catalog).ids(),
                kind,
                lineup,
                category,
                depends ? Optional.of(origin) : Optional.empty());
    }

    private Page page(Catalog catalog, Key key) {
        Page page = pages.get(key, missing -> render(catalog, missing)).join();
        if (closed) {
            pages.synchronous().invalidateAll();
        }
        return page;
    }

    /** Makes what everybody asks for, and lets go of older versions. */
    private void renew(Catalog catalog) {
        shown = Shown.of(catalog, logos);
        String now = guide.of(catalog).ids();
        pages.asMap()
                .keySet()
                .removeIf(
                        key -> key.version() < catalog.version() || !key.guide().equals(now));
        for (Kind kind : Kind.values()) {
            Key key = key(catalog, kind, Optional.empty(), Optional.empty(), NOWHERE);
            if (key.origin().isEmpty() && !large(catalog, key)) {
                page(catalog, key);
            }
        }
    }

    private boolean large(Catalog whole, Key key) {
        return expected(listed(whole, key), key) > mostInMemory;
    }

    private static List<Channel> listed(Catalog whole, Key key) {
        Catalog catalog = whole.seenBy(key.lineup());
        return key.category().map(catalog::channels).orElseGet(catalog::channels);
    }

    private static long expected(List<Channel> channels, Key key) {
        return key.kind() == Kind.STREAMS ? (long) channels.size() * BYTES_PER_CHANNEL : 0;
    }

    private Page render(Catalog whole, Key key) {
        long expected = expected(listed(whole, key), key);
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + (int) Math.min(expected, 1 << 28));
        write(whole, key, out);
        byte[] bytes = out.toByteArray();
        return new Page(KeptBody.of(bytes, etag(key, bytes)));
    }

    private void write(Catalog whole, Key key, OutputStream out) {
        rendered.incrementAndGet();
        Catalog catalog = whole.seenBy(key.lineup());
        Rows rows = new Rows(catalog, guide.of(catalog), logos, key.origin().orElse(NOWHERE));
        try (XtreamWriter writer = new XtreamWriter(out)) {
            switch (key.kind()) {
                case CATEGORIES -> writer.categories(rows.categories());
                case STREAMS -> {
                    writer.beginList();
                    listed(whole, key).forEach(each -> writer.live(rows.next(each)));
                    writer.endList();
                }
            }
        }
    }

    /** The version alone would do, were it not for databases that are thrown away and begin again at 1. */
    private static String etag(Key key, byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return key.version() + "-" + Long.toHexString(sum.getValue());
    }

    private static void evicted(@Nullable Key key, @Nullable Page page, RemovalCause cause) {
        if (page != null) {
            page.leave();
        }
    }
}

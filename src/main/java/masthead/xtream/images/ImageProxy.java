package masthead.xtream.images;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.metrics.Metrics;

/**
 * Fetches pictures, each once, and keeps them: whatever becomes of their host.
 *
 * <p>Whoever asks for a picture that is not here waits a while for it. One that is old is served, and fetched again meanwhile. A
 * picture that could not be had is not asked for again for {@link #REST}, and a host that does not answer not at all for a while. Safe on any thread; blocks, on a virtual thread.
 */
public final class ImageProxy {
    /** How long a picture is not tried again that could not be had. */
    static final Duration REST = Duration.ofMinutes(10);

    /** The most pictures that wait to be fetched. */
    private static final int MAX_WAITING = 2_000;

    private static final int MAX_FAILED = 20_000;
    /** How long a picture may take from its first byte to its last: whoever sends it drop by drop keeps others waiting. */
    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private static final int BUFFER = 16 * 1024;
    private static final Map<String, String> HEADERS =
            Map.of("Accept", "image/*", "User-Agent", "Mozilla/5.0 Masthead");
    /** RFC 9110, 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** A picture that is here. */
    record Served(Picture picture, String etag) {}

    private final Fetch fetch;
    private final ImageSettings settings;
    private final Clock clock;
    private final ImageStore store;
    private final Scaling scaling;
    private final Semaphore permits;
    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> failed;
    private final SilentHosts silent;
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** @param folder of its own, in the data folder; made when it is needed */
    public ImageProxy(Fetch fetch, ImageSettings settings, Path folder, Clock clock) {
        Fetch bounded = fetch.limited(settings.limit());
        this.fetch = settings.privateAddresses() ? bounded : bounded.abroad();
        this.settings = settings;
        this.clock = clock;
        this.store = new ImageStore(folder, settings.cache().bytes());
        this.scaling = new Scaling(settings.size());
        this.permits = new Semaphore(settings.fetches());
        this.silent = new SilentHosts(clock);
        this.failed = Caffeine.newBuilder()
                .maximumSize(MAX_FAILED)
                .expireAfterWrite(REST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Tells {@code metrics} of what is done here. */
    public ImageProxy measured(Metrics metrics) {
        metrics.gauge("masthead_images_fetched", "Pictures fetched since the start.", fetched::get);
        metrics.gauge("masthead_images_failed", "Pictures that could not be had, since the start.", failures::get);
        metrics.gauge("masthead_images_bytes", "Bytes of pictures kept.", store::bytes);
        return this;
    }

    /** The picture at {@code address}; empty if it cannot be had, or not in time. */
    Optional<Served> get(String address) throws InterruptedException {
        String name = name(address);
        Optional<ImageStore.Kept> kept = store.find(name);
        boolean old = kept.filter(
                        each -> each.fetchedAt().isAfter(clock.instant().minus(settings.age())))
                .isEmpty();
        // Before it is fetched again: else it might be the new one's bytes under the old one's name.
        Optional<Served> here = kept.flatMap(each -> served(name, each));
        boolean hopeless = failed.getIfPresent(name) != null || silent.rests(address);
        if (old && !hopeless && waiting.size() < MAX_WAITING) {
            CountDownLatch done = waiting.computeIfAbsent(name, missing -> begin(missing, address));
            if (here.isEmpty() && done.await(settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                return store.find(name).flatMap(each -> served(name, each));
            }
        }
        return here;
    }

    private Optional<Served> served(String name, ImageStore.Kept kept) {
        String etag = "\"" + name.substring(0, 16) + "-"
                + Long.toHexString(kept.fetchedAt().toEpochMilli()) + "\"";
        return store.read(name, kept).map(bytes -> new Served(new Picture(kept.kind(), bytes), etag));
    }

    private CountDownLatch begin(String name, String address) {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().name("image").start(() -> {
            try {
                bring(name, address);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.remove(name);
                done.countDown();
            }
        });
        return done;
    }

    private void bring(String name, String address) throws InterruptedException {
        permits.acquire();
        try {
            if (silent.rests(address)) {
                return; // since it was asked for
            }
            if (fetch(name, address)) {
                fetched.incrementAndGet();
            } else {
                failures.incrementAndGet();
                failed.put(name, true);
            }
        } finally {
            permits.release();
        }
    }

    /** Fetches a picture, if it is not the one that is here; tells whether it is here now. */
    private boolean fetch(String name, String address) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        Optional<Instant> changedAt = store.find(name).flatMap(ImageStore.Kept::changedAt);
        changedAt.ifPresent(each -> headers.put("If-Modified-Since", HTTP_DATE.format(each)));
        try (Fetch.Document document = fetch.open(address, headers)) {
            silent.answered(address);
            if (document.status() == 304 && changedAt.isPresent()) {
                store.renew(name, clock.instant());
                return true;
            }
            Optional<byte[]> bytes = document.status() == 200 ? read(document) : Optional.empty();
            Optional<Picture> picture = bytes.flatMap(Picture::of).flatMap(scaling::fitted);
            picture.ifPresent(each -> store.put(name, each, clock.instant(), changedAt(document)));
            return picture.isPresent();
        } catch (FetchFailed | IOException e) {
            silent.silent(address);
            return false;
        } catch (RuntimeException e) { // of whatever it is made: it must not be tried again at once
            return false;
        }
    }

    private Optional<byte[]> read(Fetch.Document document) throws IOException {
        Instant until = clock.instant().plus(SLOWEST);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try (InputStream body = document.body()) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes.write(buffer, 0, count);
                if (bytes.size() > settings.limit().bytes()) {
                    return Optional.empty();
                }
                if (clock.instant().isAfter(until)) {
                    throw new IOException("it takes too long");
                }
            }
        }
        return Optional.of(bytes.toByteArray());
    }

    private static Optional<Instant> changedAt(Fetch.Document document) {
        try {
            return document.header("Last-Modified").map(each -> HTTP_DATE.parse(each, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String name(String address) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package masthead.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents written to files once, gzipped, and sent from there: guides and long lists.
 *
 * <p>A file is made when somebody asks for it first. When what it is made of has changed, those who ask get the file there is while the next
 * one is written, unless that takes no time worth a mention. A file that is replaced or not asked for is deleted a while later, when
 * nobody can be about to open it. Safe on any thread; making one blocks.
 */
public final class ReadyFiles implements AutoCloseable {
    /** What is written. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A file as it is sent; {@code version} is what it was made of. */
    public record Ready(Path path, String version, Instant madeAt, Duration took) {}

    private static final Logger log = LoggerFactory.getLogger(ReadyFiles.class);
    private static final String SUFFIX = ".gz";
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final Duration OLDEST = Duration.ofHours(3);
    private static final Duration UNTIL_OPENED = Duration.ofSeconds(30);
    private static final int BUFFER = 64 * 1024;
    /**
     * Measured with 200 MB of a guide, in MB and seconds: level 1 36.1 in 0.9, 3 30.1 in 1.5, 5 26.9 in 2.2, 6 24.9 in 3.8, 9 24.6 in
     * 6.4; the XML itself takes 3 more. A tenth less than at level 3 is worth a seventh more of the time; what is beyond is not, for
     * the processor has streams to carry, and a guide of many channels may be written anew after each import.
     */
    private static final int LEVEL = 5;

    private final Path folder;
    private final Clock clock;
    private final Executor threads =
            task -> Thread.ofVirtual().name("ready-file").start(task);
    private final AsyncCache<String, Ready> files;
    private final Map<String, Boolean> renewing = new ConcurrentHashMap<>();
    /** One at a time: each takes a processor for as long as it takes, and anybody may ask for many that differ by a day. */
    private final ReentrantLock making = new ReentrantLock(true);

    private final AtomicLong numbers = new AtomicLong();
    private final Set<Path> old = ConcurrentHashMap.newKeySet();

    /**
     * Keeps them in {@code folder}, which is emptied of those an earlier run left.
     *
     * @param most how many are kept at once
     */
    public ReadyFiles(Path folder, int most, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.files = Caffeine.newBuilder()
                .maximumSize(most)
                .executor(threads)
                .removalListener(this::removed)
                .buildAsync();
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.{gz,part}")) {
                for (Path each : left) {
                    Files.deleteIfExists(each);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file of {@code key}, made of {@code version}, or the one before while that one is written.
     *
     * @param key which document for whom; there must not be many
     */
    public Ready file(String key, String version, Content content) {
        Ready ready = await(files.get(
                key, (missing, executor) -> CompletableFuture.supplyAsync(() -> make(version, content), executor)));
        if (fresh(ready, version)) {
            return ready;
        }
        if (ready.took().compareTo(QUICK) < 0 && !making.isLocked()) {
            return renew(key, version, content);
        }
        if (renewing.putIfAbsent(key, true) == null) {
            threads.execute(() -> {
                try {
                    renew(key, version, content);
                } catch (RuntimeException e) {
                    log.atError().setCause(e).log("A list or guide could not be written; the one before is sent");
                } finally {
                    renewing.remove(key);
                }
            });
        }
        return ready;
    }

    private boolean fresh(Ready ready, String version) {
        return ready.version().equals(version)
                && ready.madeAt().plus(OLDEST).isAfter(clock.instant())
                && Files.exists(ready.path());
    }

    private Ready renew(String key, String version, Content content) {
        making.lock();
        try {
            CompletableFuture<Ready> there = files.getIfPresent(key);
            if (there != null && there.isDone() && !there.isCompletedExceptionally() && fresh(there.join(), version)) {
                return there.join(); // somebody else was quicker
            }
            Ready made = make(version, content);
            files.put(key, CompletableFuture.completedFuture(made));
            return made;
        } finally {
            making.unlock();
        }
    }

    private static Ready await(CompletableFuture<Ready> making) {
        try {
            return making.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : e;
        }
    }

    private Ready make(String version, Content content) {
        making.lock();
        try {
            return write(version, content);
        } finally {
            making.unlock();
        }
    }

    private Ready write(String version, Content content) {
        long begun = System.nanoTime();
        Instant now = clock.instant();
        String name = Long.toString(numbers.incrementAndGet());
        Path path = folder.resolve(name + SUFFIX);
        Path part = folder.resolve(name + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(new Gzip(Files.newOutputStream(part)), BUFFER)) {
                content.writeTo(out);
            }
            Files.move(part, path);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            log.atDebug()
                    .addKeyValue("bytes", Files.size(path))
                    .addKeyValue("millis", took.toMillis())
                    .log("List or guide written");
            return new Ready(path, version, now, took);
        } catch (IOException e) {
            delete(part);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            delete(part);
            throw e;
        }
    }

    private void removed(@Nullable String key, @Nullable Ready ready, RemovalCause cause) {
        if (ready != null) {
            old.add(ready.path());
            CompletableFuture.delayedExecutor(UNTIL_OPENED.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        old.remove(ready.path());
                        delete(ready.path());
                    });
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.atDebug().setCause(e).log("A file stays until the next start");
        }
    }

    /** Deletes them. */
    @Override
    public void close() {
        files.synchronous().asMap().values().forEach(each -> delete(each.path()));
        old.forEach(ReadyFiles::delete);
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(LEVEL);
        }
    }
}

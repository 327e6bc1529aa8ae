package masthead.tuner.acestream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import masthead.config.HostPorts.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions engines hold for us, in a small file: what a run that was killed has left is stopped by the next.
 *
 * <p>Each line is an engine and the path that takes commands. Written on a thread of its own, soon after each change; there is
 * no file as long as there was no session. Safe on any thread.
 */
final class Leftovers {
    /** A session's command address. */
    record Leftover(EngineAddress engine, String path) {}

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final int MOST = 500;
    private static final long LARGEST = 1024 * 1024;

    private final Path file;
    private final Set<Leftover> held = new LinkedHashSet<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Leftover> found;
    private boolean due;

    /** Reads what the last run left; those stay in the file until they are removed. */
    Leftovers(Path folder) {
        this.file = folder.resolve("acestream-sessions");
        this.found = read();
        held.addAll(found);
    }

    /** What the last run left. */
    List<Leftover> found() {
        return found;
    }

    private List<Leftover> read() {
        try {
            if (Files.size(file) > LARGEST) {
                return List.of();
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .limit(MOST)
                    .map(Leftovers::parsed)
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            log.atWarn()
                    .addKeyValue("reason", unreadable.getClass().getSimpleName())
                    .log("Cannot read which AceStream sessions the last run left");
            return List.of();
        }
    }

    private static List<Leftover> parsed(String line) {
        try {
            int blank = line.indexOf(' ');
            String path = EngineAddress.path(line.substring(blank + 1));
            return path.startsWith("/ace/cmd/")
                    ? List.of(new Leftover(new EngineAddress(HostPort.parse(line.substring(0, blank))), path))
                    : List.of();
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException damaged) {
            return List.of();
        }
    }

    void add(EngineAddress engine, String path) {
        change(() -> {
            if (held.size() >= MOST) {
                held.remove(held.iterator().next());
            }
            held.add(new Leftover(engine, path));
        });
    }

    void remove(EngineAddress engine, String path) {
        change(() -> held.remove(new Leftover(engine, path)));
    }

    private void change(Runnable what) {
        boolean begin;
        synchronized (this) {
            what.run();
            begin = !due;
            due = true;
        }
        if (begin) {
            Thread.ofVirtual().name("acestream sessions").start(this::write);
        }
    }

    /** Writes until nothing has changed meanwhile. */
    private void write() {
        writing.lock();
        try {
            String lines;
            synchronized (this) {
                if (!due) {
                    return; // another was quicker
                }
                due = false;
                lines = held.stream()
                        .map(each -> each.engine() + " " + each.path() + "\n")
                        .collect(Collectors.joining());
            }
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot write which AceStream sessions are open: if the server is killed they stay");
        } finally {
            writing.unlock();
        }
    }

    /** Writes what is not written yet; on a thread that may block. */
    void flush() {
        write(); // also waits for one that is under way
    }
}

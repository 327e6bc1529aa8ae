package masthead.xtream.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pictures in files, within a size limit: those that were not asked for longest go first. A file's time is when its picture was
 * fetched. What cannot be written is not kept, and what cannot be read is not there. Safe on any thread; blocks.
 */
final class ImageStore {
    /** A picture that is kept. */
    record Kept(Path file, Picture.Kind kind, long size, Instant fetchedAt) {}

    private final Path folder;
    private final long limitBytes;

    /** By name, in the order they were asked for. */
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private boolean looked;

    ImageStore(Path folder, long limitBytes) {
        this.folder = folder;
        this.limitBytes = limitBytes;
    }

    synchronized Optional<Kept> find(String name) {
        look();
        return Optional.ofNullable(kept.get(name));
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Keeps a picture in place of an older one of that name. */
    void put(String name, Picture picture, Instant now) {
        Path file = folder.resolve(name.substring(0, 2))
                .resolve(name + "." + picture.kind().suffix());
        try {
            Files.createDirectories(file.resolveSibling("."));
            Path draft = Files.createTempFile(folder, "draft", ".part");
            Files.write(draft, picture.bytes());
            Files.setLastModifiedTime(draft, FileTime.from(now));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return;
        }
        synchronized (this) {
            look();
            Kept before = kept.get(name);
            if (before != null && !before.file().equals(file)) {
                delete(before.file());
            }
            add(name, new Kept(file, picture.kind(), picture.bytes().length, now));
            makeRoom();
        }
    }

    /** Its bytes; empty, and forgotten, if they cannot be read. */
    Optional<byte[]> read(String name, Kept picture) {
        try {
            return Optional.of(Files.readAllBytes(picture.file()));
        } catch (IOException e) {
            synchronized (this) {
                remove(name);
            }
            return Optional.empty();
        }
    }

    private void add(String name, Kept picture) {
        remove(name);
        kept.put(name, picture);
        bytes += picture.size();
    }

    private void remove(String name) {
        Kept gone = kept.remove(name);
        bytes -= gone == null ? 0 : gone.size();
    }

    private void makeRoom() {
        Iterator<Kept> oldest = kept.values().iterator();
        while (bytes > limitBytes && oldest.hasNext()) {
            Kept each = oldest.next();
            oldest.remove();
            bytes -= each.size();
            delete(each.file());
        }
    }

    /** Finds what an earlier run kept, the oldest first; drafts of that run are deleted. */
    private void look() {
        if (looked) {
            return;
        }
        looked = true;
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.walk(folder, 2) : Stream.empty()) {
            List<Map.Entry<String, Kept>> found = new ArrayList<>();
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                String file = String.valueOf(each.getFileName());
                int dot = file.lastIndexOf('.');
                Optional<Picture.Kind> kind = Picture.Kind.ofSuffix(file.substring(dot + 1));
                if (dot == 64 && kind.isPresent()) {
                    Instant fetchedAt = Files.getLastModifiedTime(each).toInstant();
                    found.add(
                            Map.entry(file.substring(0, dot), new Kept(each, kind.get(), Files.size(each), fetchedAt)));
                } else {
                    delete(each);
                }
            }
            found.sort(Comparator.comparing(each -> each.getValue().fetchedAt()));
            found.forEach(each -> add(each.getKey(), each.getValue()));
            makeRoom();
        } catch (IOException e) {
            // as if there were nothing: it is fetched again
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it takes room until somebody deletes it by hand
        }
    }
}

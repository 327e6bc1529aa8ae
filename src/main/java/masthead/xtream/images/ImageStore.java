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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pictures in files, within a size limit: those that were not asked for longest go first. A file's time is when its picture was
 * fetched. What cannot be written is not kept, and what cannot be read is not there. Safe on any thread; blocks.
 */
final class ImageStore {
    /**
     * A picture that is kept.
     *
     * @param changedAt when it was changed last, by its host's word; whole seconds
     */
    record Kept(Path file, Picture.Kind kind, long size, Instant fetchedAt, Optional<Instant> changedAt) {}

    /** {@code <name>.<suffix>}, or with when it was changed in seconds: {@code <name>-<changed>.<suffix>}. */
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64})(?:-(\\d{1,11}))?\\.([a-z]+)");

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
    void put(String name, Picture picture, Instant now, Optional<Instant> changedAt) {
        String changed =
                changedAt.map(each -> "-" + Math.max(0, each.getEpochSecond())).orElse("");
        Path file = folder.resolve(name.substring(0, 2))
                .resolve(name + changed + "." + picture.kind().suffix());
        if (!written(picture, file, now)) {
            return;
        }
        synchronized (this) {
            look();
            replace(name, new Kept(file, picture.kind(), picture.bytes().length, now, changedAt));
            makeRoom();
        }
    }

    private boolean written(Picture picture, Path file, Instant now) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Path draft = Files.createTempFile(folder, "draft", ".part");
            try {
                Files.write(draft, picture.bytes());
                Files.setLastModifiedTime(draft, FileTime.from(now));
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } catch (IOException e) {
                delete(draft);
                return false;
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** Its host says that it is the same still. */
    synchronized void renew(String name, Instant now) {
        Kept same = kept.get(name);
        if (same != null) {
            try {
                Files.setLastModifiedTime(same.file(), FileTime.from(now));
            } catch (IOException e) {
                // the next run asks once more
            }
            kept.put(name, new Kept(same.file(), same.kind(), same.size(), now, same.changedAt()));
        }
    }

    /** Its bytes; empty, and forgotten, if they cannot be read. */
    Optional<byte[]> read(String name, Kept picture) {
        try {
            return Optional.of(Files.readAllBytes(picture.file()));
        } catch (IOException e) {
            synchronized (this) {
                if (picture.equals(kept.get(name))) { // else a new one is here already
                    remove(name);
                }
            }
            return Optional.empty();
        }
    }

    private void replace(String name, Kept picture) {
        Kept before = kept.get(name);
        if (before != null && !before.file().equals(picture.file())) {
            delete(before.file());
        }
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
                Matcher file = FILE.matcher(String.valueOf(each.getFileName()));
                Optional<Picture.Kind> kind = file.matches() ? Picture.Kind.ofSuffix(file.group(3)) : Optional.empty();
                if (kind.isPresent()) {
                    Instant fetchedAt = Files.getLastModifiedTime(each).toInstant();
                    Optional<Instant> changedAt = Optional.ofNullable(file.group(2))
                            .map(Long::parseLong)
                            .map(Instant::ofEpochSecond);
                    found.add(Map.entry(
                            file.group(1), new Kept(each, kind.get(), Files.size(each), fetchedAt, changedAt)));
                } else {
                    delete(each);
                }
            }
            found.sort(Comparator.comparing(each -> each.getValue().fetchedAt()));
            found.forEach(each -> replace(each.getKey(), each.getValue()));
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

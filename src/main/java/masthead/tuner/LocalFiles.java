package masthead.tuner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import masthead.config.ByteSize;
import masthead.format.mpegts.CardLoop;

/**
 * Transport streams in files of this machine, below the folders that the operator named; addresses come from lists, which come
 * from anywhere. Immutable; on threads that may block.
 */
final class LocalFiles {
    private static final int PACKET = 188;

    private final Optional<String> folders;
    private final ByteSize limit;

    /** @param folders separated as in PATH; links in them are followed, links out of them are not */
    LocalFiles(Optional<String> folders, ByteSize limit) {
        this.folders = folders;
        this.limit = limit;
    }

    /**
     * A loop over the file at {@code url} ({@code file:///folder/name.ts}), read whole.
     *
     * @throws UnusableFile if it may not be read, cannot be, or cannot be looped
     */
    CardLoop open(String url) {
        if (folders.isEmpty()) {
            throw new UnusableFile("tuner.folders names no folder whose files may be feeds");
        }
        try {
            Path file = path(url).toRealPath();
            if (!within(file)) {
                throw new UnusableFile("it is not below a folder of tuner.folders");
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnusableFile("it is not a file");
            }
            if (Files.size(file) > limit.bytes()) {
                throw new UnusableFile("it is larger than tuner.file-limit");
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes((int) Math.min(limit.bytes(), 1 << 30));
                return new CardLoop(Arrays.copyOf(bytes, bytes.length - bytes.length % PACKET));
            }
        } catch (IOException unreadable) {
            // Without its message, which holds the path; whether a file is there is not told for those outside.
            throw new UnusableFile("it is not there, or may not be read");
        } catch (IllegalArgumentException notLoopable) {
            throw new UnusableFile("it cannot be looped: " + notLoopable.getMessage());
        }
    }

    private boolean within(Path file) throws IOException {
        for (String each : folders.orElse("").split(File.pathSeparator, 100)) {
            Path folder = Path.of(each.strip());
            if (!each.isBlank() && Files.isDirectory(folder) && file.startsWith(folder.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    /** Blanks, as lists have them, are let pass. */
    private static Path path(String url) {
        try {
            return Path.of(URI.create(url.strip().replace(" ", "%20")));
        } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException notOne) {
            throw new UnusableFile("its address is not of the form file:///folder/name.ts");
        }
    }

    /** A file cannot be a feed; the message says why, without its path. */
    static final class UnusableFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableFile(String why) {
            super(why);
        }
    }
}

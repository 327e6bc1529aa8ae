package masthead.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder everything is kept in, ours alone until closed: the lock goes with the process, even if that is killed. */
final class OwnFolder implements AutoCloseable {
    /** The file in it that is locked. */
    static final String LOCK = "masthead.lock";

    private final Path path;
    private final FileChannel lock;

    private OwnFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws CannotStart if it cannot be made or written, or another Masthead has it */
    static OwnFolder open(Path path) {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new OwnFolder(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            close(channel);
            throw inUse(path);
        } catch (IOException | UnsupportedOperationException e) {
            close(channel);
            throw new CannotStart("The data folder " + path.toAbsolutePath().normalize()
                    + " cannot be written: choose another with --data, or change its owner or rights ("
                    + e.getClass().getSimpleName() + ").");
        }
        close(channel);
        throw inUse(path);
    }

    private static CannotStart inUse(Path path) {
        return new CannotStart("Another Masthead is running on the data folder "
                + path.toAbsolutePath().normalize() + ": stop it, or choose another folder with --data.");
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new CannotStart("The data folder's lock cannot be closed: " + e.getMessage());
            }
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        close(lock);
    }
}

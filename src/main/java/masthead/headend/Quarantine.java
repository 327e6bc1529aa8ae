package masthead.headend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where suspicious lists wait, gzipped; table {@code import_revision} tells whose they are. A file is whole and on the disk
 * before its row is written, so one without a row is nobody's. Any thread; blocks.
 */
final class Quarantine {
    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
    private static final String ENDING = ".m3u.gz";

    private final Path folder;

    /** @param folder made when it is needed */
    Quarantine(Path folder) {
        this.folder = folder;
    }

    /** Keeps a list and returns its file's name; empty if there is no room for it. */
    String keep(SpooledList list) {
        String name = UUID.randomUUID() + ENDING;
        try {
            Files.createDirectories(folder);
            try (FileChannel file = FileChannel.open(
                            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    InputStream in = list.document()) {
                Packed out = new Packed(Channels.newOutputStream(file));
                in.transferTo(out);
                out.finish();
                file.force(true);
            }
            return name;
        } catch (IOException e) {
            log.atWarn().setCause(e).log("A suspicious list cannot be kept");
            delete(name);
            return "";
        }
    }

    /**
     * A list that was kept, gzipped; the caller closes it.
     *
     * @throws NotPossible if it is not there any more
     */
    InputStream open(String name) {
        try {
            return Files.newInputStream(folder.resolve(name));
        } catch (NoSuchFileException gone) {
            throw new NotPossible("The list is not kept any more.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String name) {
        return !name.isEmpty() && Files.isRegularFile(folder.resolve(name));
    }

    void delete(String name) {
        try {
            if (!name.isEmpty()) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException e) {
            log.atWarn().setCause(e).log("A suspicious list cannot be deleted");
        }
    }

    /** Deletes what is not of these names: while no list is being kept. */
    void keepOnly(Set<String> names) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(each -> String.valueOf(each.getFileName()))
                    .filter(each -> each.endsWith(ENDING) && !names.contains(each))
                    .forEach(this::delete);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("The quarantine cannot be tidied");
        }
    }

    /** Quick rather than small: it is packed while somebody waits for an answer. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

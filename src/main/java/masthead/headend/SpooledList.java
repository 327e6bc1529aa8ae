package masthead.headend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list that is here, whole and unpacked; closing it deletes it.
 *
 * @param skipped what was left out when it was made of something else, by reason
 * @param documents what it was made of; empty where nobody needs to know
 * @param trouble why it looks wrong, in a sentence; empty if it does not
 */
record SpooledList(
        FileChannel file, Map<String, Integer> skipped, List<ReadDocument> documents, Optional<String> trouble)
        implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;

    SpooledList(FileChannel file) {
        this(file, Map.of(), List.of());
    }

    SpooledList(FileChannel file, Map<String, Integer> skipped, List<ReadDocument> documents) {
        this(file, skipped, documents, Optional.empty());
    }

    SpooledList with(List<ReadDocument> madeOf) {
        return new SpooledList(file, skipped, madeOf, trouble);
    }

    SpooledList inTrouble(String why) {
        return new SpooledList(file, skipped, documents, trouble.or(() -> Optional.of(why)));
    }

    /** The list from its start; closed with the list. */
    InputStream document() {
        try {
            file.position(0);
            return Channels.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long bytes() {
        try {
            return file.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands for what is in it: lists with the same are the same. */
    String hash() {
        Fingerprint fingerprint = new Fingerprint();
        try {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            for (long at = 0, count; (count = file.read(buffer, at)) >= 0; at += count) {
                fingerprint.add(buffer.flip());
                buffer.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fingerprint.of(new TreeMap<>(skipped).toString());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package masthead.headend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;

/**
 * A list that is here, whole and unpacked; closing it deletes it.
 *
 * @param skipped what was left out when it was made of something else, by reason
 * @param documents what it was made of; empty where nobody needs to know
 */
record SpooledList(FileChannel file, Map<String, Integer> skipped, List<ReadDocument> documents)
        implements AutoCloseable {
    SpooledList(FileChannel file) {
        this(file, Map.of(), List.of());
    }

    /** The list from where the file stands; closed with the list. */
    InputStream document() {
        return Channels.newInputStream(file);
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

package masthead.headend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** A list that is here, whole and unpacked; closing it deletes it. */
record SpooledList(FileChannel file) implements AutoCloseable {
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

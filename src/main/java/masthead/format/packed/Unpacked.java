package masthead.format.packed;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Documents as they were before somebody packed them: gzip, xz and zip are known by their first bytes, under any name and type;
 * everything else is left as it is. Packed twice is known too.
 */
public final class Unpacked {
    /** The most bytes a document may have, unpacked, where the caller names no limit. */
    public static final long MAX_BYTES = 8L * 1024 * 1024 * 1024;

    /** The most memory that unpacking xz may take: enough for its highest level. */
    static final int MAX_XZ_KIB = 80 * 1024;

    private static final int MAX_LAYERS = 2;
    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int[] GZIP = {0x1f, 0x8b}; // RFC 1952, 2.3.1
    private static final int[] XZ = {0xfd, '7', 'z', 'X', 'Z', 0}; // The .xz File Format, 2.1.1.1
    private static final int[] ZIP = {'P', 'K', 3, 4}; // APPNOTE.TXT, 4.3.7

    private Unpacked() {}

    /** The same as {@code of(document, MAX_BYTES)}. */
    public static InputStream of(InputStream document) throws IOException {
        return of(document, MAX_BYTES);
    }

    /**
     * The document, unpacked as it is read. Closing it closes {@code document}.
     *
     * @param maxBytes reading more, unpacked, throws {@link UnpackedTooLarge}: small files can hold endless zeros
     * @throws IOException if its first bytes cannot be read, or unpacked; later ones throw when they are read
     */
    public static InputStream of(InputStream document, long maxBytes) throws IOException {
        InputStream plain = new BufferedInputStream(document, BUFFER_BYTES);
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            InputStream within = within(plain);
            if (within.equals(plain)) {
                break;
            }
            plain = new BufferedInputStream(within, BUFFER_BYTES);
        }
        return new Bounded(plain, maxBytes);
    }

    private static InputStream within(InputStream packed) throws IOException {
        if (starts(packed, GZIP)) {
            return new GZIPInputStream(new Members(packed), BUFFER_BYTES);
        }
        if (starts(packed, XZ)) {
            return new XZInputStream(packed, MAX_XZ_KIB);
        }
        return starts(packed, ZIP) ? ZipEntryStream.open(packed) : packed;
    }

    private static boolean starts(InputStream packed, int[] with) throws IOException {
        packed.mark(with.length);
        boolean same = true;
        for (int at = 0; at < with.length && same; at++) {
            same = packed.read() == with[at];
        }
        packed.reset();
        return same;
    }

    /** Says that there is more to come: else {@link GZIPInputStream} looks for no second member while the network is slow. */
    private static final class Members extends FilterInputStream {
        Members(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}

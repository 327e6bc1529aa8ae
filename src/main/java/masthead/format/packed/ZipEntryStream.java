package masthead.format.packed;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The document in a zip file: the first that is named {@code .xml}, {@code .xmltv} or {@code .m3u}, or begins as XML does. The
 * file is read as it comes, so there is no choosing among all that it has.
 */
final class ZipEntryStream extends FilterInputStream {
    private static final int MAX_ENTRIES = 1_000;
    private static final int LOOKED_AT = 64;

    private ZipEntryStream(InputStream in) {
        super(in);
    }

    static InputStream open(InputStream packed) throws IOException {
        ZipInputStream zip = new ZipInputStream(packed);
        for (int count = 0; count < MAX_ENTRIES; count++) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null) {
                break;
            }
            if (entry.isDirectory()) {
                continue;
            }
            InputStream document = new BufferedInputStream(zip);
            if (named(entry.getName()) || beginsAsXml(document)) {
                return new ZipEntryStream(document);
            }
        }
        throw new IOException("There is no document in the zip file.");
    }

    private static boolean named(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".xml") || small.endsWith(".xmltv") || small.endsWith(".m3u") || small.endsWith(".m3u8");
    }

    private static boolean beginsAsXml(InputStream document) throws IOException {
        document.mark(LOOKED_AT);
        byte[] start = document.readNBytes(LOOKED_AT);
        document.reset();
        for (byte each : start) {
            boolean before = each < 0 || each <= ' '; // blanks, zeros and byte order marks
            if (!before) {
                return each == '<';
            }
        }
        return false;
    }
}

package masthead.app.movein;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files that somebody brings along: a zip, a tar packed with gzip, a folder, or a single file. Nothing is unpacked to the disk,
 * names lead nowhere, and everything is bounded: how many files, how long each is, and how long all are together.
 */
final class Bundle implements AutoCloseable {
    /** A file of it. */
    interface Entry {
        /** Without folders in front of it that hold everything. */
        String name();

        /** Its bytes, bounded. */
        InputStream open() throws IOException;
    }

    private static final int MOST_FILES = 5_000;
    private static final long LONGEST = 2L * 1024 * 1024 * 1024;
    private static final int LONGEST_READ = 128 * 1024 * 1024;
    private static final int BLOCK = 512;

    private final List<Entry> entries;
    private final AutoCloseable source;

    private Bundle(List<Entry> entries, AutoCloseable source) {
        this.entries = List.copyOf(entries);
        this.source = source;
    }

    /** @throws NotMovable if it cannot be read */
    static Bundle open(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return folder(path);
            }
            if (!Files.isReadable(path)) {
                throw new NotMovable("There is no file " + path + " that can be read.");
            }
            byte[] head = new byte[4];
            try (InputStream in = Files.newInputStream(path)) {
                in.readNBytes(head, 0, head.length);
            }
            if (head[0] == 'P' && head[1] == 'K') {
                return zip(path);
            }
            boolean gzip = (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
            return gzip && isTar(path) ? tar(path) : new Bundle(List.of(new OnDisk(name(path), path)), () -> {});
        } catch (ZipException damaged) {
            throw new NotMovable(path.getFileName() + " is a zip that cannot be read: " + damaged.getMessage());
        } catch (IOException e) {
            throw new NotMovable(path.getFileName() + " cannot be read: " + e.getMessage());
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** The file of this name, in whatever folder; the one nearest to the top. */
    Optional<Entry> entry(String name) {
        return entries.stream()
                .filter(each -> each.name().equals(name) || each.name().endsWith("/" + name))
                .min((one, other) ->
                        Integer.compare(one.name().length(), other.name().length()));
    }

    /** @throws NotMovable if it is too long, or cannot be read */
    static byte[] bytes(Entry entry) {
        try (InputStream in = entry.open()) {
            byte[] bytes = in.readNBytes(LONGEST_READ + 1);
            if (bytes.length > LONGEST_READ) {
                throw new NotMovable(entry.name() + " is too long.");
            }
            return bytes;
        } catch (IOException e) {
            throw new NotMovable(entry.name() + " cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (Exception e) {
            throw new NotMovable("It cannot be closed: " + e.getMessage());
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private record OnDisk(String name, Path path) implements Entry {
        @Override
        public InputStream open() throws IOException {
            return new Limited(Files.newInputStream(path), LONGEST);
        }
    }

    private static Bundle folder(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path, 4)) {
            List<Entry> entries = files.filter(Files::isRegularFile)
                    .limit(MOST_FILES)
                    .<Entry>map(
                            each -> new OnDisk(path.relativize(each).toString().replace('\\', '/'), each))
                    .toList();
            return new Bundle(entries, () -> {});
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closed with the bundle
    private static Bundle zip(Path path) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        List<Entry> entries = new ArrayList<>();
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements() && entries.size() < MOST_FILES) {
            ZipEntry each = all.nextElement();
            if (!each.isDirectory()) {
                entries.add(new Zipped(each.getName().replace('\\', '/'), zip, each));
            }
        }
        return new Bundle(entries, zip);
    }

    private record Zipped(String name, ZipFile zip, ZipEntry entry) implements Entry {
        @Override
        public InputStream open() throws IOException {
            return new Limited(zip.getInputStream(entry), LONGEST);
        }
    }

    private static boolean isTar(Path path) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            byte[] head = in.readNBytes(BLOCK);
            return head.length == BLOCK && new String(head, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
        }
    }

    /** A tar can only be walked through: each file is where the walk finds it again. */
    private static Bundle tar(Path path) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (InputStream in = new Limited(new GZIPInputStream(Files.newInputStream(path)), LONGEST)) {
            long at = 0;
            byte[] head = in.readNBytes(BLOCK);
            while (head.length == BLOCK && head[0] != 0 && entries.size() < MOST_FILES) {
                long size = octal(head, 124, 12);
                boolean file = head[156] == '0' || head[156] == 0;
                at += BLOCK;
                if (file) {
                    entries.add(new Tarred(text(head, 0, 100), path, at, size));
                }
                long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
                in.skipNBytes(padded);
                at += padded;
                head = in.readNBytes(BLOCK);
            }
        }
        return new Bundle(entries, () -> {});
    }

    private record Tarred(String name, Path path, long at, long size) implements Entry {
        @Override
        public InputStream open() throws IOException {
            InputStream in = new GZIPInputStream(Files.newInputStream(path));
            in.skipNBytes(at);
            return new Limited(in, size, false);
        }
    }

    private static long octal(byte[] head, int from, int length) throws IOException {
        String digits = text(head, from, length).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw new IOException("a tar with a file of no length");
        }
        return Long.parseLong(digits, 8);
    }

    private static String text(byte[] head, int from, int length) {
        int end = from;
        while (end < from + length && head[end] != 0) {
            end++;
        }
        return new String(head, from, end - from, StandardCharsets.UTF_8);
    }

    /** At most so many bytes; more are an error, or are not there. */
    private static final class Limited extends InputStream {
        private final InputStream in;
        private final boolean strict;
        private long left;

        Limited(InputStream in, long most) {
            this(in, most, true);
        }

        Limited(InputStream in, long most, boolean strict) {
            this.in = in;
            this.left = most;
            this.strict = strict;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                if (strict && in.read() >= 0) {
                    throw new IOException("it is longer than " + LONGEST + " bytes when unpacked");
                }
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

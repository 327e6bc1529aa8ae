package masthead.format.packed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackedTest {
    private static final String GUIDE = "<tv>" + "<programme/>".repeat(20_000) + "</tv>";

    private interface Packing {
        OutputStream over(OutputStream out) throws IOException;
    }

    @Test
    void a_plain_document_is_left_as_it_is() throws IOException {
        assertThat(unpacked(GUIDE.getBytes(UTF_8))).isEqualTo(GUIDE);
        assertThat(unpacked(new byte[0])).isEmpty();
        assertThat(unpacked(new byte[] {0x1f})).isEqualTo("\u001f");
        assertThat(unpacked("PKW".getBytes(UTF_8))).isEqualTo("PKW");
    }

    @Test
    void gzip_is_unpacked() throws IOException {
        assertThat(unpacked(packed(GUIDE, GZIPOutputStream::new))).isEqualTo(GUIDE);
    }

    @Test
    void all_members_of_a_gzip_file_are_unpacked_however_slowly_they_come() throws IOException {
        byte[] members = joined(packed("<tv>", GZIPOutputStream::new), packed("</tv>", GZIPOutputStream::new));
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(members)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 1));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        try (InputStream plain = Unpacked.of(slow)) {
            assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo("<tv></tv>");
        }
    }

    @Test
    void what_stands_behind_a_gzip_file_is_passed_over() throws IOException {
        assertThat(unpacked(joined(packed(GUIDE, GZIPOutputStream::new), new byte[100])))
                .isEqualTo(GUIDE);
    }

    @Test
    void xz_is_unpacked() throws IOException {
        Packing xz = out -> new XZOutputStream(out, new LZMA2Options(3));
        assertThat(unpacked(packed(GUIDE, xz))).isEqualTo(GUIDE);
        assertThat(unpacked(joined(packed("a", xz), packed("b", xz)))).isEqualTo("ab");
    }

    @Test
    void the_guide_is_found_in_a_zip_file() throws IOException {
        assertThat(unpacked(zip("README.txt", "hello", "folder/", "", "Guide.XML", GUIDE, "b.xml", "no")))
                .isEqualTo(GUIDE);
        assertThat(unpacked(zip("README", "hello", "guide", "\uFEFF \n" + GUIDE)))
                .isEqualTo("\uFEFF \n" + GUIDE);
    }

    @Test
    void a_zip_file_without_a_guide_says_so() {
        assertThatThrownBy(() -> unpacked(zip("README.txt", "hello", "empty", "")))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no document in the zip file.");
    }

    @Test
    void what_was_packed_twice_is_unpacked_twice() throws IOException {
        byte[] once = packed(GUIDE, GZIPOutputStream::new);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(twice)) {
            out.write(once);
        }
        assertThat(unpacked(twice.toByteArray())).isEqualTo(GUIDE);
    }

    @Test
    void a_bomb_does_not_go_off() throws IOException {
        byte[] bomb = packed("0".repeat(10_000_000), GZIPOutputStream::new);
        assertThat(bomb.length).isLessThan(20_000);
        try (InputStream plain = Unpacked.of(new ByteArrayInputStream(bomb), 1_000_000)) {
            assertThatThrownBy(() -> plain.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(UnpackedTooLarge.class)
                    .hasMessageContaining("1000000");
        }
        try (InputStream plain = Unpacked.of(new ByteArrayInputStream(bomb), 10_000_000)) {
            assertThat(plain.transferTo(OutputStream.nullOutputStream())).isEqualTo(10_000_000);
        }
    }

    @Test
    void a_file_cut_short_throws() throws IOException {
        for (byte[] whole : new byte[][] {
            packed(GUIDE, GZIPOutputStream::new),
            packed(GUIDE, out -> new XZOutputStream(out, new LZMA2Options(1))),
            zip("guide.xml", GUIDE)
        }) {
            assertThatThrownBy(() -> unpacked(Arrays.copyOf(whole, whole.length / 2)))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void a_damaged_file_throws() throws IOException {
        byte[] damaged = packed(GUIDE, GZIPOutputStream::new);
        for (int at = 20; at < damaged.length; at++) {
            damaged[at] ^= 0x55;
        }
        assertThatThrownBy(() -> unpacked(damaged)).isInstanceOf(IOException.class);
    }

    @Test
    void closing_closes_what_was_packed() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new FilterInputStream(new ByteArrayInputStream(packed(GUIDE, GZIPOutputStream::new))) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        Unpacked.of(in).close();
        assertThat(closed).isTrue();
    }

    private static String unpacked(byte[] document) throws IOException {
        try (InputStream plain = Unpacked.of(new ByteArrayInputStream(document))) {
            return new String(plain.readAllBytes(), UTF_8);
        }
    }

    private static byte[] packed(String text, Packing packing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.over(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int at = 0; at < namesAndTexts.length; at += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[at]));
                out.write(namesAndTexts[at + 1].getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

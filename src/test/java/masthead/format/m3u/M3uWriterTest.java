package masthead.format.m3u;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class M3uWriterTest {
    private static final String GUIDE = "http://tv.example.net:8080/xmltv.php?username=nora&password=k7Qz9x";

    @Test
    void the_plus_form_is_the_golden_one() throws IOException {
        assertThat(written(M3uForm.PLUS)).isEqualTo(golden("plus.m3u"));
    }

    @Test
    void the_plain_form_is_the_golden_one() throws IOException {
        assertThat(written(M3uForm.PLAIN)).isEqualTo(golden("plain.m3u"));
    }

    @Test
    void what_is_written_is_read_again() {
        List<M3uEntry> entries = new ArrayList<>();
        Tally tally = new M3uReader()
                .read(new ByteArrayInputStream(written(M3uForm.PLUS).getBytes(StandardCharsets.UTF_8)), entries::add);
        assertThat(tally.skipped()).isEmpty();
        assertThat(tally.guides()).containsExactly(GUIDE);
        assertThat(entries).extracting(M3uEntry::name).containsExactly("Alpha News HD", "Blue 'Harbour', a=b  (2019)");
        assertThat(entries.getFirst().attribute("catchup-days")).contains("7");
    }

    @Test
    void a_line_end_in_a_value_cannot_start_a_line() {
        StringBuilder out = new StringBuilder();
        new M3uWriter(out, M3uForm.PLUS)
                .entry("a\r\nhttp://evil", Map.of("tvg-id", "x\",y\n#EXTINF"), "http://h/1.ts\nhttp://evil");
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out).contains("tvg-id=\"x',y #EXTINF\"");
    }

    private static String written(M3uForm form) {
        StringBuilder out = new StringBuilder();
        M3uWriter writer = new M3uWriter(out, form);
        writer.begin(GUIDE);
        Map<String, String> news = new LinkedHashMap<>();
        news.put("tvg-name", "Alpha News HD");
        news.put("catchup", "shift");
        news.put("catchup-days", "7");
        news.put("group-title", "News");
        news.put("tvg-logo", "http://tv.example.net:8080/logo/1001.png");
        news.put("tvg-chno", "1");
        news.put("tvg-id", "alpha.news");
        news.put("timeshift", "7");
        writer.entry("Alpha News HD", news, "http://tv.example.net:8080/live/nora/k7Qz9x/1001.ts");
        String film = "Blue \"Harbour\", a=b\r\n(2019)";
        writer.entry(
                film,
                Map.of("tvg-name", film, "tvg-logo", "", "group-title", "Drama"),
                "http://tv.example.net:8080/movie/nora/k7Qz9x/50001.mkv");
        return out.toString();
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/golden/m3u", name));
    }
}

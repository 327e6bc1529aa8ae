package masthead.format.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveAddressesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant NOW = START.plusSeconds(7200);
    private static final Stretch HOUR = new Stretch(START, Duration.ofHours(1));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String PANEL = "http://panel.example.net:8080/live/u%40x/p/77.ts";

    @Test
    void an_xtream_account_is_asked_in_its_own_zone() {
        List<ArchiveAddress> all = new ArchiveAddresses(CatchupTerms.NONE, PANEL, BERLIN).of(HOUR, NOW);
        assertThat(all)
                .extracting(ArchiveAddress::url)
                .startsWith(
                        "http://panel.example.net:8080/timeshift/u%40x/p/60/2026-01-01:13-00/77.ts",
                        "http://panel.example.net:8080/streaming/timeshift.php?username=u%40x&password=p&stream=77"
                                + "&start=2026-01-01:13-00&duration=60",
                        "http://panel.example.net:8080/timeshift/u%40x/p/60/1767268800/77.ts",
                        "http://panel.example.net:8080/live/u%40x/p/77.ts?utc=1767268800&lutc=1767276000");
        assertThat(all.getFirst().lead()).isEqualTo(Duration.ZERO);
        assertThat(all.getFirst().ends()).isTrue();
    }

    @Test
    void a_second_within_a_minute_is_asked_for_with_the_whole_minute_and_what_is_before_it_is_told() {
        Stretch asked = new Stretch(START.plusSeconds(37), Duration.ofMinutes(10));
        ArchiveAddress first = first(CatchupTerms.NONE, PANEL, ZoneOffset.UTC, asked);
        assertThat(first.url()).endsWith("/11/2026-01-01:12-00/77.ts");
        assertThat(first.lead()).isEqualTo(Duration.ofSeconds(37));
    }

    @Test
    void an_address_under_a_folder_and_one_of_old_lists_is_an_accounts() {
        assertThat(first(CatchupTerms.NONE, "https://h/base/live/u/p/5.m3u8", ZoneOffset.UTC, HOUR)
                        .url())
                .isEqualTo("https://h/base/timeshift/u/p/60/2026-01-01:12-00/5.ts");
        assertThat(first(CatchupTerms.NONE, "http://h:80/u/p/5", ZoneOffset.UTC, HOUR)
                        .url())
                .isEqualTo("http://h:80/timeshift/u/p/60/2026-01-01:12-00/5.ts");
    }

    @Test
    void on_the_day_the_clocks_go_forward_the_text_is_what_they_show() {
        assertThat(berlin("2026-03-29T00:30:00Z")).endsWith("/2026-03-29:01-30/77.ts");
        assertThat(berlin("2026-03-29T01:30:00Z")).endsWith("/2026-03-29:03-30/77.ts");
    }

    @Test
    void of_an_hour_that_is_there_twice_the_second_is_asked_for_in_seconds() {
        assertThat(berlin("2026-10-25T00:30:00Z")).endsWith("/2026-10-25:02-30/77.ts");
        assertThat(berlin("2026-10-25T01:30:00Z")).endsWith("/1792891800/77.ts");
        assertThat(berlin("2026-10-25T02:30:00Z")).endsWith("/2026-10-25:03-30/77.ts");
    }

    @Test
    void what_is_written_for_the_provider_reads_back_as_the_same_second_all_year() {
        for (Instant each = START; each.isBefore(START.plus(Duration.ofDays(366))); each = each.plusSeconds(1800)) {
            String url = berlin(each.toString());
            String text = url.substring(url.indexOf("/60/") + 4, url.lastIndexOf('/'));
            assertThat(StartText.read(text, BERLIN)).as(text).contains(each);
        }
    }

    @Test
    void shift_puts_both_epochs_behind_the_live_address() {
        assertThat(list("shift", "").url()).isEqualTo("http://h/a.ts?utc=1767268800&lutc=1767276000");
        assertThat(first(terms("shift", ""), "http://h/a.ts?t=1", ZoneOffset.UTC, HOUR)
                        .url())
                .isEqualTo("http://h/a.ts?t=1&utc=1767268800&lutc=1767276000");
        assertThat(list("shift", "").ends()).isFalse();
    }

    @Test
    void days_without_a_mode_are_shift_where_nothing_else_is_known_of_the_address() {
        assertThat(first(CatchupTerms.of(Map.of("timeshift", "3")), "http://h/a.ts", ZoneOffset.UTC, HOUR)
                        .url())
                .isEqualTo("http://h/a.ts?utc=1767268800&lutc=1767276000");
    }

    @Test
    void append_puts_the_source_behind_the_live_address() {
        assertThat(list("append", "?start={utc:YmdHM}&end=${end:YmdHM}").url())
                .isEqualTo("http://h/a.ts?start=202601011200&end=202601011300");
        assertThat(list("append", "&cutv={Y}-{m}-{d}T{H}:{M}:{S}").url())
                .isEqualTo("http://h/a.ts?cutv=2026-01-01T12:00:00");
        assertThat(list("append", "-${start}-{duration}.m3u8").url()).isEqualTo("http://h/a.ts-1767268800-3600.m3u8");
    }

    @Test
    void a_template_is_filled_with_all_its_marks() {
        assertThat(list("default", "http://c/x?a=${start}&b={utc}&c=${end}&d={utcend}&e={lutc}&f=${now}&g=${timestamp}")
                        .url())
                .isEqualTo("http://c/x?a=1767268800&b=1767268800&c=1767272400&d=1767272400&e=1767276000"
                        + "&f=1767276000&g=1767276000");
        assertThat(list("default", "http://c/{Y}/{m}/{d}/{H}/{M}/{S}?d={duration:60}&o={offset:60}&p=${offset}")
                        .url())
                .isEqualTo("http://c/2026/01/01/12/00/00?d=60&o=120&p=7200");
        assertThat(list("default", "http://c/video-{utc}-{duration}.m3u8").ends())
                .isTrue();
        assertThat(list("default", "http://c/video-{utc}.ts").ends()).isFalse();
    }

    @Test
    void letters_are_in_the_providers_zone() {
        assertThat(first(terms("default", "http://c/{Y}{m}{d}{H}{M}{S}"), "http://h/a.ts", BERLIN, HOUR)
                        .url())
                .isEqualTo("http://c/20260101130000");
    }

    @Test
    void a_template_without_seconds_is_asked_for_the_minute_before() {
        Stretch asked = new Stretch(START.plusSeconds(37), Duration.ofMinutes(10));
        ArchiveAddress minute =
                first(terms("default", "http://c/{Y}{m}{d}{H}{M}-{duration}"), "http://h/a.ts", ZoneOffset.UTC, asked);
        assertThat(minute.url()).isEqualTo("http://c/202601011200-637");
        assertThat(minute.lead()).isEqualTo(Duration.ofSeconds(37));
        ArchiveAddress exact =
                first(terms("default", "http://c/{utc}-{duration}"), "http://h/a.ts", ZoneOffset.UTC, asked);
        assertThat(exact.url()).isEqualTo("http://c/1767268837-600");
        assertThat(exact.lead()).isZero();
    }

    @Test
    void a_mark_that_cannot_be_filled_makes_no_address() {
        CatchupTerms vod = terms("vod", "http://c/{catchup-id}");
        assertThat(new ArchiveAddresses(vod, "rtmp://h/a", ZoneOffset.UTC).of(HOUR, NOW))
                .isEmpty();
        assertThat(new ArchiveAddresses(terms("default", "http://c/{duration:0}"), "rtmp://h/a", ZoneOffset.UTC)
                        .of(HOUR, NOW))
                .isEmpty();
    }

    @Test
    void flussonic_is_asked_for_its_archive_and_then_for_a_shifted_stream() {
        assertThat(new ArchiveAddresses(terms("flussonic", ""), "http://f/151/mpegts?token=t", ZoneOffset.UTC)
                        .of(HOUR, NOW))
                .extracting(ArchiveAddress::url)
                .containsExactly(
                        "http://f/151/archive-1767268800-3600.ts?token=t",
                        "http://f/151/timeshift_abs-1767268800.ts?token=t");
        assertThat(new ArchiveAddresses(terms("flussonic-hls", ""), "http://f/325/mono.m3u8?token=t", ZoneOffset.UTC)
                        .of(HOUR, NOW))
                .extracting(ArchiveAddress::url)
                .startsWith(
                        "http://f/325/mono-1767268800-3600.m3u8?token=t",
                        "http://f/325/mono-timeshift_abs-1767268800.m3u8?token=t");
        assertThat(new ArchiveAddresses(terms("flussonic-hls", ""), "http://f/a/b/index.m3u8", ZoneOffset.UTC)
                        .of(HOUR, NOW))
                .extracting(ArchiveAddress::url)
                .startsWith("http://f/a/b/index-1767268800-3600.m3u8", "http://f/a/b/timeshift_abs-1767268800.m3u8");
    }

    @Test
    void a_correction_moves_every_address() {
        CatchupTerms corrected = CatchupTerms.of(Map.of("catchup", "shift", "catchup-correction", "-2.5"));
        assertThat(first(corrected, "http://h/a.ts", ZoneOffset.UTC, HOUR).url())
                .isEqualTo("http://h/a.ts?utc=1767259800&lutc=1767276000");
        assertThat(CatchupTerms.of(Map.of("catchup-correction", "99")).correction())
                .isZero();
    }

    @Test
    void the_headers_that_kodi_writes_behind_an_address_are_not_part_of_it() {
        assertThat(first(terms("shift", ""), "http://h/a.ts|User-Agent=x", ZoneOffset.UTC, HOUR)
                        .url())
                .isEqualTo("http://h/a.ts?utc=1767268800&lutc=1767276000");
    }

    private static String berlin(String start) {
        return first(CatchupTerms.NONE, PANEL, BERLIN, new Stretch(Instant.parse(start), Duration.ofHours(1)))
                .url();
    }

    private static ArchiveAddress list(String mode, String source) {
        return first(terms(mode, source), "http://h/a.ts", ZoneOffset.UTC, HOUR);
    }

    private static ArchiveAddress first(CatchupTerms terms, String live, ZoneId zone, Stretch asked) {
        return new ArchiveAddresses(terms, live, zone).of(asked, NOW).getFirst();
    }

    private static CatchupTerms terms(String mode, String source) {
        return CatchupTerms.of(Map.of("catchup", mode, "catchup-source", source));
    }
}

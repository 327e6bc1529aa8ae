package masthead.format.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedArchiveTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Stretch HALF_HOUR = new Stretch(NOON, Duration.ofMinutes(30));

    @Test
    void the_path_and_the_swapped_path_say_the_same() {
        AskedArchive asked = new AskedArchive("1001", HALF_HOUR, "ts");
        assertThat(path("30", "2026-01-01:12-00", "1001.ts")).contains(asked);
        assertThat(path("30", "1001", "2026-01-01:12-00.ts")).contains(asked);
        assertThat(path("30", "1767268800", "1001")).contains(asked);
        assertThat(path("30", "2026-01-01:12-00", "1001.m3u8")).contains(new AskedArchive("1001", HALF_HOUR, "m3u8"));
    }

    @Test
    void the_query_says_the_same_as_the_path() {
        AskedArchive asked = new AskedArchive("1001", HALF_HOUR, "ts");
        assertThat(query(Map.of("stream", "1001", "start", "2026-01-01:12-00", "duration", "30")))
                .contains(asked);
        assertThat(query(Map.of("stream", "1001.ts", "start", "1767268800", "duration", "30")))
                .contains(asked);
        assertThat(query(Map.of("stream", "1001", "start", "1767268800", "duration", "30", "extension", "M3U8")))
                .contains(new AskedArchive("1001", HALF_HOUR, "m3u8"));
        assertThat(query(Map.of("stream", "1001"))).isEmpty();
    }

    @Test
    void a_live_address_with_utc_plays_from_there_up_to_now() {
        Instant now = NOON.plusSeconds(1837);
        assertThat(AskedArchive.byEpoch("1001", "", "1767268800", now))
                .contains(new AskedArchive("1001", new Stretch(NOON, Duration.ofSeconds(1837)), "ts"));
        assertThat(AskedArchive.byEpoch("1001", "m3u8", "1767268800", now).map(AskedArchive::extension))
                .contains("m3u8");
        assertThat(AskedArchive.byEpoch("1001", "ts", "1767268800", NOON))
                .as("what is yet to come")
                .isEmpty();
        assertThat(AskedArchive.byEpoch("1001", "ts", "0", now)).isEmpty();
        assertThat(AskedArchive.byEpoch("1001", "ts", "{utc}", now)).isEmpty();
    }

    @Test
    void a_duration_is_in_minutes_two_hours_where_it_is_missing_and_eight_at_most() {
        assertThat(length("1")).isEqualTo(Duration.ofMinutes(1));
        assertThat(length("")).isEqualTo(Duration.ofHours(2));
        assertThat(length("0")).isEqualTo(Duration.ofHours(2));
        assertThat(length("x")).isEqualTo(Duration.ofHours(2));
        assertThat(length("3600")).isEqualTo(Duration.ofHours(8));
        assertThat(length("999999999999999999")).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void what_names_no_channel_or_no_time_asks_for_nothing() {
        assertThat(path("30", "2026-01-01:12-00", "news.ts")).isEmpty();
        assertThat(path("30", "yesterday", "1001.ts")).isEmpty();
        assertThat(path("30", "2026-01-01:12-00", "99999999999.ts")).isEmpty();
    }

    @Test
    void a_programme_still_running_ends_now() {
        assertThat(HALF_HOUR.within(NOON.plusSeconds(600), Duration.ofDays(7)))
                .contains(new Stretch(NOON, Duration.ofMinutes(10)));
        assertThat(HALF_HOUR.within(NOON.plusSeconds(7200), Duration.ofDays(7))).contains(HALF_HOUR);
    }

    @Test
    void what_the_archive_does_not_hold_is_not_there() {
        assertThat(HALF_HOUR.within(NOON.plus(Duration.ofDays(8)), Duration.ofDays(7)))
                .isEmpty();
        assertThat(HALF_HOUR.within(NOON.plus(Duration.ofDays(7)), Duration.ofDays(7)))
                .as("its first second")
                .contains(HALF_HOUR);
        assertThat(HALF_HOUR.within(NOON, Duration.ofDays(7))).isEmpty();
        assertThat(HALF_HOUR.within(NOON.minusSeconds(60), Duration.ofDays(7))).isEmpty();
    }

    private static Optional<AskedArchive> path(String minutes, String middle, String last) {
        return AskedArchive.byPath(minutes, middle, last, ZoneOffset.UTC);
    }

    private static Optional<AskedArchive> query(Map<String, String> values) {
        return AskedArchive.byQuery(name -> Optional.ofNullable(values.get(name)), ZoneOffset.UTC);
    }

    private static Duration length(String minutes) {
        return path(minutes, "2026-01-01:12-00", "1001.ts")
                .orElseThrow()
                .stretch()
                .length();
    }
}

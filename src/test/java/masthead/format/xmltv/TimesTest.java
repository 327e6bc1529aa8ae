package masthead.format.xmltv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "20260101120000 +0000, 2026-01-01T12:00:00Z",
        "20260101120000 +0100, 2026-01-01T11:00:00Z",
        "20260101120000 -0530, 2026-01-01T17:30:00Z",
        "20260101120000+0100, 2026-01-01T11:00:00Z",
        "20260101120000 +01:00, 2026-01-01T11:00:00Z",
        "20260101120000 +01, 2026-01-01T11:00:00Z",
        "20260101120000 +1, 2026-01-01T11:00:00Z",
        "20260101120000  +0100, 2026-01-01T11:00:00Z",
        "20260101120000 Z, 2026-01-01T12:00:00Z",
        "20260101120000Z, 2026-01-01T12:00:00Z",
        "20260101120000 UTC, 2026-01-01T12:00:00Z",
        "20260101120000 GMT+02:00, 2026-01-01T10:00:00Z",
        "200007281733 BST, 2000-07-28T16:33:00Z",
        "20260101120000 CET, 2026-01-01T11:00:00Z",
        "20260101120000 est, 2026-01-01T17:00:00Z",
        "20260701120000 Europe/Rome, 2026-07-01T10:00:00Z",
        "202601011200, 2026-01-01T12:00:00Z",
        "2026010112, 2026-01-01T12:00:00Z",
        "20260101, 2026-01-01T00:00:00Z",
        "20260101 +0100, 2025-12-31T23:00:00Z",
        "20260101240000 +0000, 2026-01-02T00:00:00Z",
        "20161231235960 +0000, 2016-12-31T23:59:59Z",
        "2026-01-01T12:00:00Z, 2026-01-01T12:00:00Z",
        "2026-01-01T12:00:00.250+01:00, 2026-01-01T11:00:00Z",
        "2026-01-01 12:00:00 +0100, 2026-01-01T11:00:00Z",
        "2026-01-01 12:00, 2026-01-01T12:00:00Z",
        "2026/01/01 12:00:00, 2026-01-01T12:00:00Z",
        "1767268800, 2026-01-01T12:00:00Z",
        "1767268800000, 2026-01-01T12:00:00Z"
    })
    void a_time_of_any_habit_is_read(String text, Instant instant) {
        Times times = new Times(ZoneOffset.UTC);
        assertThat(Instant.ofEpochSecond(times.read(text))).isEqualTo(instant);
        assertThat(times.zoneUnknown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026",
                "202601",
                "2026010",
                "202601011",
                "20261301120000 +0000",
                "20260230120000 +0000",
                "20260101250000 +0000",
                "20260101126000 +0000",
                "20260101120061 +0000",
                "99999999999999",
                "20260101120000000 +0000",
                "9223372036854775807",
                "-20260101120000",
                "2026-1-1 12:00",
                "xxxxxxxxxxxxxx +0000"
            })
    void what_is_no_time_is_none(String text) {
        assertThat(new Times(ZoneOffset.UTC).read(text)).isEqualTo(Times.NONE);
    }

    @Test
    void a_time_without_offset_is_of_the_zone_given_in_summer_and_in_winter() {
        Times rome = new Times(ZoneId.of("Europe/Rome"));
        assertThat(Instant.ofEpochSecond(rome.read("20260101120000"))).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
        assertThat(Instant.ofEpochSecond(rome.read("20260701120000"))).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
        // An hour that there is not: clocks go from 02:00 to 03:00.
        assertThat(Instant.ofEpochSecond(rome.read("20260329023000"))).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"20260101120000 XYZ", "20260101120000 +9900", "20260101120000 Mars/Olympus", "20260101120000 +"})
    void an_unknown_zone_is_the_zone_given_and_said(String text) {
        Times rome = new Times(ZoneId.of("Europe/Rome"));
        assertThat(Instant.ofEpochSecond(rome.read(text))).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
        assertThat(rome.zoneUnknown()).isTrue();
    }
}

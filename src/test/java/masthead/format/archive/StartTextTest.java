package masthead.format.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTextTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1767268800",
                "1767268800000",
                "2026-01-01:12-00",
                "2026-01-01:12-00-00",
                "2026-01-01_12-00",
                "2026-01-01_12-00-00",
                "2026-01-01:12:00",
                "2026-01-01:12:00:00",
                "2026-01-01 12:00:00",
                "2026-01-01 12:00",
                "2026-1-1:12-00",
                "20260101-12",
                "202601011200",
                "20260101120000",
                "2026-01-01T12:00:00",
                "2026-01-01T12:00",
                "2026-01-01T12:00:00Z",
                "2026-01-01T12:00:00.000Z",
                "2026-01-01T13:00:00+01:00",
                "2026-01-01T13:00:00+0100",
                "2026-01-01T13:00:00 01:00",
                "2026-01-01T07:00-05:00",
                " 2026-01-01:12-00 "
            })
    void every_way_of_writing_it_is_the_same_second(String text) {
        assertThat(StartText.read(text, ZoneOffset.UTC)).contains(NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "3",
                "30",
                "12345678",
                "now",
                "2026-01-01",
                "2026-02-30:12-00",
                "2026-01-01:25-00",
                "2026-01-01:12-61",
                "99999999999999",
                "1767268800.5",
                "20260101-99",
                "1000000:12-00",
                "-1767268800",
                "2026-01-01T12:00:00+99:00",
                "100000000"
            })
    void what_is_no_time_is_none(String text) {
        assertThat(StartText.read(text, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void seconds_are_read_where_they_are_written() {
        assertThat(StartText.read("2026-01-01:12-00-37", ZoneOffset.UTC)).contains(NOON.plusSeconds(37));
        assertThat(StartText.read("2026-01-01:12:00:37", ZoneOffset.UTC)).contains(NOON.plusSeconds(37));
        assertThat(StartText.read("20260101120037", ZoneOffset.UTC)).contains(NOON.plusSeconds(37));
        assertThat(StartText.read("1767268837", ZoneOffset.UTC)).contains(NOON.plusSeconds(37));
        assertThat(StartText.read("1767268837999", ZoneOffset.UTC)).contains(NOON.plusSeconds(37));
    }

    @Test
    void a_time_without_a_zone_is_in_ours() {
        assertThat(StartText.read("2026-01-01:13-00", BERLIN)).contains(NOON);
        assertThat(StartText.read("2026-07-01:14-00", BERLIN)).contains(Instant.parse("2026-07-01T12:00:00Z"));
    }

    @Test
    void a_time_with_a_zone_of_its_own_is_in_that() {
        assertThat(StartText.read("2026-01-01T12:00:00Z", BERLIN)).contains(NOON);
        assertThat(StartText.read("1767268800", BERLIN)).contains(NOON);
    }

    @Test
    void the_day_the_clocks_go_forward_has_an_hour_less() {
        assertThat(StartText.read("2026-03-29:01-30", BERLIN)).contains(Instant.parse("2026-03-29T00:30:00Z"));
        assertThat(StartText.read("2026-03-29:03-30", BERLIN)).contains(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(StartText.read("2026-03-29:02-30", BERLIN))
                .as("there is no such time: an hour later, as PHP has it")
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void the_day_the_clocks_go_back_has_an_hour_twice_and_the_first_is_meant() {
        assertThat(StartText.read("2026-10-25:01-30", BERLIN)).contains(Instant.parse("2026-10-24T23:30:00Z"));
        assertThat(StartText.read("2026-10-25:02-30", BERLIN)).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(StartText.read("2026-10-25:03-30", BERLIN)).contains(Instant.parse("2026-10-25T02:30:00Z"));
        assertThat(StartText.read("2026-10-25T02:30:00+01:00", BERLIN))
                .as("the second of the two can be written with its offset")
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }
}

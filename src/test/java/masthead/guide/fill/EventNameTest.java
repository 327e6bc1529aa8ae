package masthead.guide.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventNameTest {
    private static final Instant NOW = Instant.parse("2026-05-18T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PPV 3 | Fury vs Usyk (May 18 20:00 BST); Fury vs Usyk; 2026-05-18T19:00:00Z",
                "NBA 05: Lakers @ Celtics 7:30 PM ET; Lakers @ Celtics; 2026-05-18T23:30:00Z",
                "UK: EPL 12 - Arsenal v Chelsea 15:00; Arsenal v Chelsea; 2026-05-18T15:00:00Z",
                "DAZN PPV 1 | Juventus x Milan 2026-05-20 20:45 CEST; Juventus x Milan; 2026-05-20T18:45:00Z",
                "ESPN+ 12 - UFC 300 @ 10pm ET; UFC 300; 2026-05-19T02:00:00Z",
                "LIVE EVENT 07: Wrestling Night 19/05 21:00; Wrestling Night; 2026-05-19T21:00:00Z",
                "MLB 02 | Yankees vs Red Sox 05/19 7:05 PM ET; Yankees vs Red Sox; 2026-05-19T23:05:00Z",
                "FLO 44 : Roma vs Lazio // Mon 18 May 20:30; Roma vs Lazio; 2026-05-18T20:30:00Z",
                "Real Madrid vs Barcelona 19 May 21:00 CET; Real Madrid vs Barcelona; 2026-05-19T19:00:00Z",
                "EVENT 9: Marathon 01:00; Marathon; 2026-05-19T01:00:00Z",
            })
    void a_name_of_an_event_has_a_title_and_a_time(String name, String title, Instant start) {
        assertThat(EventName.read(name, ZoneOffset.UTC, NOW)).hasValueSatisfying(event -> {
            assertThat(event.title()).isEqualTo(title);
            assertThat(event.start()).contains(start);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ET, 00:00", "EST, 00:00", "EDT, 00:00", "CST, 01:00", "CDT, 01:00", "MST, 02:00", "MDT, 02:00", "PT, 03:00",
                "PST, 03:00",
        "PDT, 03:00", "GMT, 20:00", "UTC, 20:00", "BST, 19:00", "UK, 19:00", "CET, 18:00", "CEST, 18:00", "EET, 17:00",
                "EEST, 17:00",
        "MSK, 17:00"
    })
    void every_zone_that_is_known_is_taken_for_itself(String zone, String utc) {
        assertThat(EventName.read("PPV 3 | Inter vs Roma 20:00 " + zone, ZoneOffset.UTC, NOW))
                .hasValueSatisfying(event -> {
                    assertThat(event.title()).isEqualTo("Inter vs Roma");
                    assertThat(event.start())
                            .hasValueSatisfying(start -> assertThat(
                                            start.atZone(ZoneOffset.UTC).toLocalTime())
                                    .hasToString(utc));
                });
    }

    @Test
    void a_time_without_a_zone_is_in_the_one_that_is_set() {
        assertThat(EventName.read("PPV 1: Inter vs Roma 21:00", ZoneId.of("Europe/Rome"), NOW))
                .hasValueSatisfying(event -> assertThat(event.start()).contains(Instant.parse("2026-05-18T19:00:00Z")));
    }

    @Test
    void an_event_may_come_without_a_time() {
        assertThat(EventName.read("PPV 4 | Joshua vs Wilder", ZoneOffset.UTC, NOW))
                .hasValueSatisfying(event -> {
                    assertThat(event.title()).isEqualTo("Joshua vs Wilder");
                    assertThat(event.start()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rai 1",
                "Sky Sport 1: HD",
                "Sky Sport 24",
                "IT: Canale 5 | FHD",
                "24 Kitchen",
                "Channel 4 +1",
                "BBC One - London",
                "Comedy 24/7",
                "M6 - 4K",
                "NPO 1 | HD",
                "Al Jazeera",
                "Sport vs News",
                "PPV 4 |",
                "",
                "20:00",
            })
    void names_of_channels_are_no_events(String name) {
        assertThat(EventName.read(name, ZoneOffset.UTC, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PPV 1: A vs B 99:99",
                "PPV 1: A vs B 31/02",
                "PPV 1: A vs B 2026-13-40 10:00",
                "PPV 1: A vs B 0am",
                "PPV 1: A vs B 13pm EST",
                "PPV 1: ((((( [[[ ||| vs )))) 10:00",
            })
    void nonsense_for_a_time_harms_nobody(String name) {
        assertThat(EventName.read(name, ZoneOffset.UTC, NOW)).isPresent();
    }
}

package masthead.format.xmltv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The night when clocks are put back, in guides that name no offset: in Rome 2026-10-25, from 03:00 to 02:00. */
class RepeatedHourTest {
    @Test
    void the_hour_that_comes_twice_is_told_apart_by_the_order() throws IOException {
        assertThat(read("0130 0200", "0200 0230", "0230 0200", "0200 0230", "0230 0300", "0300 0400"))
                .containsExactly(
                        "2026-10-24T23:30:00Z to 2026-10-25T00:00:00Z",
                        "2026-10-25T00:00:00Z to 2026-10-25T00:30:00Z",
                        "2026-10-25T00:30:00Z to 2026-10-25T01:00:00Z",
                        "2026-10-25T01:00:00Z to 2026-10-25T01:30:00Z",
                        "2026-10-25T01:30:00Z to 2026-10-25T02:00:00Z",
                        "2026-10-25T02:00:00Z to 2026-10-25T03:00:00Z");
    }

    @Test
    void a_programme_of_just_that_hour_is_followed_by_the_second_one() throws IOException {
        assertThat(read("0200 0200", "0200 0300"))
                .containsExactly(
                        "2026-10-25T00:00:00Z to 2026-10-25T01:00:00Z", "2026-10-25T01:00:00Z to 2026-10-25T02:00:00Z");
    }

    @Test
    void where_nothing_tells_the_first_hour_is_meant() throws IOException {
        assertThat(read("0215 0245")).containsExactly("2026-10-25T00:15:00Z to 2026-10-25T00:45:00Z");
    }

    @Test
    void a_programme_named_twice_stays_where_it_is() throws IOException {
        assertThat(read("0200 0230", "0200 0230"))
                .containsExactly(
                        "2026-10-25T00:00:00Z to 2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z to 2026-10-25T00:30:00Z");
    }

    private static List<String> read(String... clocks) throws IOException {
        StringBuilder guide = new StringBuilder("<tv>");
        for (String each : clocks) {
            guide.append(
                    "<programme channel=\"a\" start=\"20261025%s00\" stop=\"20261025%s00\"><title>x</title></programme>"
                            .formatted((Object[]) each.split(" ")));
        }
        List<String> programmes = new ArrayList<>();
        byte[] bytes = guide.append("</tv>").toString().getBytes(UTF_8);
        try (XmltvReader reader = new XmltvReader(new ByteArrayInputStream(bytes), ZoneId.of("Europe/Rome"))) {
            for (XmltvItem item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof XmltvProgramme programme) {
                    programmes.add(programme.start() + " to " + programme.stop());
                }
            }
        }
        return programmes;
    }
}

package masthead.guide;

import static masthead.guide.GuideWorld.NOON;
import static masthead.guide.GuideWorld.channel;
import static masthead.guide.GuideWorld.document;
import static masthead.guide.GuideWorld.dropped;
import static masthead.guide.GuideWorld.open;
import static masthead.guide.GuideWorld.programme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.guide.GuideOutcome.Applied;
import masthead.guide.GuideOutcome.Suspicious;

/** A guide that is handed over: what is kept of it, and when it may not be in the place of the one before. */
class GuideImportTest {
    @OnBothDatabases
    void a_guide_comes_back_as_it_was_given(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            assertThat(world.take(
                            id,
                            channel("a", "Alpha", "Alpha HD"),
                            channel("b"),
                            "<programme start=\"20260101120000 +0100\" stop=\"20260101133000 +0100\" channel=\"a\"><title>Soirée 📺</title>"
                                    + "<sub-title>One</sub-title><desc>All &amp; more</desc><category>News</category></programme>",
                            programme("a", 30, 60, "Late")))
                    .isInstanceOf(Applied.class);
            List<Programme> kept =
                    world.guide.programmes(world.guide.places("a"), Duration.ZERO, Instant.EPOCH, Instant.MAX, 10);
            assertThat(GuideWorld.shown(kept)).containsExactly("-60-30 Soirée 📺", "30-60 Late");
            assertThat(kept.getFirst().description()).isEqualTo("All & more");
            assertThat(kept.getFirst().details().facts()).hasSize(2);
            assertThat(kept).extracting(Programme::id).doesNotHaveDuplicates().allMatch(each -> each > 0);
            assertThat(world.guide.channels())
                    .containsExactly(
                            new GuideChannel(
                                    id,
                                    "a",
                                    List.of("Alpha", "Alpha HD"),
                                    "",
                                    2,
                                    NOON.minusSeconds(3600),
                                    NOON.plusSeconds(3600)),
                            new GuideChannel(id, "b", List.of(), "", 0, Instant.EPOCH, Instant.EPOCH));
            assertThat(world.guide.covered()).containsExactly("a");
            assertThat(world.shown("A")).isEmpty();
        }
    }

    @OnBothDatabases
    void overlaps_are_cut_duplicates_dropped_and_missing_ends_taken_from_the_next_start(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideOutcome outcome = world.take(
                    world.uploads(),
                    programme("a", 0, 40, "long"),
                    programme("a", 30, 60, "next"),
                    programme("a", 30, 60, "next"),
                    open("a", 60, "open"),
                    open("a", 90, "last"),
                    open("a", 90, "last"));
            assertThat(world.shown("a")).containsExactly("0-30 long", "30-60 next", "60-90 open", "90-150 last");
            assertThat(dropped(outcome))
                    .containsEntry("overlaps cut", 1L)
                    .containsEntry("duplicates dropped", 2L)
                    .containsEntry("without an end and a next one, given an hour", 1L);
        }
    }

    @OnBothDatabases
    void a_channel_out_of_order_is_put_in_order(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            List<String> elements = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int each = 0; each < 600; each++) {
                elements.add(programme("a", 10 * each, 10 * each + 12, "show " + each));
                expected.add(10 * each + "-" + (10 * each + (each < 599 ? 10 : 12)) + " show " + each);
            }
            elements.add(open("a", 4000, "show 400"));
            Collections.shuffle(elements, new Random(1));
            elements.add(programme("b", 0, 10, "other"));
            GuideOutcome outcome = world.take(world.uploads(), elements.toArray(String[]::new));
            assertThat(world.shown("a")).containsExactlyElementsOf(expected);
            assertThat(world.shown("b")).containsExactly("0-10 other");
            assertThat(dropped(outcome))
                    .containsEntry("channels put in order", 1L)
                    .containsEntry("duplicates dropped", 1L);
            assertThat(world.guide.channels().getFirst().programmes()).isEqualTo(600);
        }
    }

    @OnBothDatabases
    void what_is_over_or_too_far_ahead_is_left_out_and_counted(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            int day = 24 * 60;
            GuideOutcome outcome = world.take(
                    world.uploads(),
                    programme("a", -3 * day, -2 * day, "over"),
                    programme("a", -2 * day, -2 * day + 1, "just not over"),
                    programme("a", 0, 60, "now"),
                    programme("a", 20 * day, 20 * day + 60, "far"),
                    programme("a", 22 * day, 22 * day + 60, "too far"));
            assertThat(world.shown("a"))
                    .containsExactly(
                            -2 * day + "-" + (-2 * day + 1) + " just not over",
                            "0-60 now",
                            20 * day + "-" + (20 * day + 60) + " far");
            assertThat(dropped(outcome)).containsEntry("over, dropped", 1L).containsEntry("too far ahead, dropped", 1L);
        }
    }

    @OnBothDatabases
    void times_are_corrected_and_those_without_an_offset_are_of_the_sources_zone(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            GuideTerms terms = world.sources.source(id).orElseThrow().terms();
            world.sources.edit(
                    id,
                    new GuideTerms(
                            "Rome",
                            "",
                            terms.priority(),
                            true,
                            "",
                            terms.reach(),
                            new GuideTiming(Optional.empty(), Duration.ofMinutes(-30), ZoneId.of("Europe/Rome")),
                            terms.provider()));
            world.take(
                    id,
                    "<programme start=\"20260101133000\" stop=\"20260101143000\" channel=\"a\"><title>no offset</title></programme>",
                    "<programme start=\"20260101133000 +0000\" stop=\"20260101140000 +0000\" channel=\"a\"><title>offset</title></programme>");
            assertThat(world.shown("a")).containsExactly("0-60 no offset", "60-90 offset");
        }
    }

    @OnBothDatabases
    void a_night_in_which_clocks_change_has_no_hole_and_no_overlap(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.pass(Duration.between(NOON, Instant.parse("2026-10-24T20:00:00Z")));
            GuideSourceId id = world.uploads();
            GuideOutcome outcome = world.take(
                    id,
                    "<programme start=\"20261025010000 +0200\" stop=\"20261025020000 +0200\" channel=\"a\"><title>1</title></programme>",
                    "<programme start=\"20261025020000 +0200\" stop=\"20261025020000 +0100\" channel=\"a\"><title>2</title></programme>",
                    "<programme start=\"20261025020000 +0100\" stop=\"20261025030000 +0100\" channel=\"a\"><title>3</title></programme>");
            assertThat(dropped(outcome)).isEmpty();
            assertThat(world.guide.programmes(world.guide.places("a"), Duration.ZERO, Instant.EPOCH, Instant.MAX, 10))
                    .extracting(each -> each.start() + " " + each.stop())
                    .containsExactly(
                            "2026-10-24T23:00:00Z 2026-10-25T00:00:00Z",
                            "2026-10-25T00:00:00Z 2026-10-25T01:00:00Z",
                            "2026-10-25T01:00:00Z 2026-10-25T02:00:00Z");
        }
    }

    @OnBothDatabases
    void a_guide_cut_at_any_tenth_leaves_the_old_one_answering(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, programme("a", 0, 60, "old"));
            long version = world.guide.version();
            byte[] whole = large("new");
            for (int tenth = 0; tenth < 10; tenth++) {
                assertThat(world.take(id, Arrays.copyOf(whole, whole.length * tenth / 10)))
                        .as("cut at %s tenths", tenth)
                        .isInstanceOf(Suspicious.class);
                assertThat(world.shown("a")).containsExactly("0-60 old");
            }
            assertThat(world.guide.version()).isEqualTo(version);
            assertThat(world.sources.source(id).orElseThrow().state().outcome())
                    .startsWith("Not applied, suspicious: The guide is cut short");
            world.guides.tidy();
            assertThat(world.guides.generations().tables()).hasSize(1);
            assertThat(world.take(id, whole)).isInstanceOf(Applied.class);
            assertThat(world.shown("a")).isEmpty();
        }
    }

    @OnBothDatabases
    void a_page_or_an_empty_document_changes_nothing_and_says_so(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, programme("a", 0, 60, "old"));
            for (String wrong : List.of(
                    "",
                    "<!DOCTYPE html><html><body>Login</body></html>",
                    "{\"error\": \"expired\"}",
                    document(channel("a", "Alpha")),
                    document(programme("a", -600, -540, "over")))) {
                GuideOutcome outcome = world.take(id, wrong.getBytes(StandardCharsets.UTF_8));
                assertThat(outcome).as(wrong).isInstanceOf(Suspicious.class);
                assertThat(((Suspicious) outcome).reason()).endsWith(".");
                assertThat(world.shown("a")).containsExactly("0-60 old");
            }
        }
    }

    @OnBothDatabases
    void a_guide_that_lost_most_of_its_programmes_waits_for_the_operators_word(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, large("old"));
            GuideOutcome outcome = world.take(id, programme("a", 0, 60, "new"));
            assertThat(outcome)
                    .isEqualTo(new Suspicious(
                            "It has 1 programmes where it had 4000: it lost more than guide.suspicious-loss allows."));
            assertThat(world.shown("a")).isEmpty();
        }
    }

    @OnBothDatabases
    void limits_hold_and_what_is_beyond_them_is_counted(Database database) {
        Map<String, String> limits =
                Map.of("guide.max-programmes", "5", "guide.max-channels", "2", "guide.max-per-channel", "3");
        try (GuideWorld world = new GuideWorld(database, limits)) {
            List<String> elements = new ArrayList<>();
            for (String channel : List.of("a", "b", "c")) {
                for (int each = 0; each < 5; each++) {
                    elements.add(programme(channel, 60 * each, 60 * each + 60, "show " + each));
                }
            }
            GuideOutcome outcome = world.take(world.uploads(), elements.toArray(String[]::new));
            assertThat(world.shown("a")).hasSize(3);
            assertThat(world.shown("b")).hasSize(2);
            assertThat(world.shown("c")).isEmpty();
            assertThat(dropped(outcome).values().stream()
                            .mapToLong(each -> each)
                            .sum())
                    .isEqualTo(10);
        }
    }

    @OnBothDatabases
    void what_is_over_stays_when_the_next_guide_begins_later(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            int day = 24 * 60;
            GuideSourceId id = world.uploads();
            world.archive(Map.of("archive", 7));
            List<String> elements = new ArrayList<>();
            for (String channel : List.of("archive", "plain", "gone")) {
                for (int at = -day; at < day; at += 120) {
                    elements.add(programme(channel, at, at + 120, "old"));
                }
            }
            world.take(id, elements.toArray(String[]::new));
            world.pass(Duration.ofDays(2));
            GuideOutcome outcome = world.take(
                    id,
                    programme("plain", 2 * day - 90, 2 * day + 60, "new"),
                    programme("archive", day - 30, 2 * day - 90, "new"),
                    programme("archive", 2 * day - 90, 2 * day + 60, "new"));
            assertThat(((GuideOutcome.Applied) outcome).count().programmes()).isEqualTo(3);
            // Two days of the one, all of the other; the programme that runs into the new guide ends there.
            assertThat(world.shown("plain"))
                    .hasSize(13)
                    .startsWith("0-120 old")
                    .endsWith((day - 120) + "-" + day + " old", (2 * day - 90) + "-" + (2 * day + 60) + " new");
            assertThat(world.shown("archive"))
                    .hasSize(26)
                    .startsWith(-day + "-" + (120 - day) + " old")
                    .contains((day - 120) + "-" + (day - 30) + " old", (day - 30) + "-" + (2 * day - 90) + " new");
            assertThat(world.shown("gone")).isEmpty();
            assertThat(world.guide.channels())
                    .extracting(GuideChannel::guideId, GuideChannel::programmes)
                    .containsExactlyInAnyOrder(tuple("plain", 13L), tuple("archive", 26L));
            world.pass(Duration.ofDays(1));
            world.take(id, programme("plain", 3 * day, 3 * day + 60, "newer"));
            assertThat(world.shown("plain"))
                    .containsExactly(
                            (2 * day - 90) + "-" + (2 * day + 60) + " new", 3 * day + "-" + (3 * day + 60) + " newer");
        }
    }

    @OnBothDatabases
    void what_is_over_goes_with_the_times_it_had_when_the_operator_says_they_were_wrong(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, programme("a", -120, 0, "wrong"), programme("a", 0, 120, "wrong"));
            GuideTerms terms = world.sources.source(id).orElseThrow().terms();
            world.sources.edit(
                    id,
                    new GuideTerms(
                            terms.name(),
                            "",
                            terms.priority(),
                            true,
                            "",
                            terms.reach(),
                            new GuideTiming(Optional.empty(), Duration.ofHours(-1), ZoneId.of("UTC")),
                            terms.provider()));
            world.take(id, programme("a", 60, 180, "right"));
            assertThat(world.shown("a")).containsExactly("0-120 right");
        }
    }

    @OnBothDatabases
    void the_old_generation_is_gone_after_the_new_one_took_its_place(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, large("old"));
            world.take(id, large("new"));
            world.guides.tidy();
            long generation = world.sources.source(id).orElseThrow().state().generation();
            assertThat(world.guides.generations().tables()).containsExactly(generation);
            assertThat(world.shown("channel 7").getFirst()).endsWith("new 0");
            world.sources.remove(id);
            world.guides.tidy();
            assertThat(world.guides.generations().tables()).isEmpty();
            assertThat(world.guide.channels()).isEmpty();
        }
    }

    @OnBothDatabases
    void what_a_killed_reading_left_behind_is_dropped_at_the_next_start(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, programme("a", 0, 60, "kept"));
            // As far as a reading came that nobody ended: its table, some of its programmes, some of its channels.
            long killed = world.guides.generations().begin();
            GenerationWriter writer = new GenerationWriter(
                    database,
                    killed,
                    masthead.studio.TestSettings.of(GuideSettings.class, Map.of()),
                    new GenerationWriter.Span(NOON, any -> Duration.ofDays(2), Duration.ofDays(9), Duration.ZERO));
            writer.programme(new masthead.format.xmltv.XmltvProgramme(
                    "a", NOON, NOON.plusSeconds(60), "half", "", masthead.format.xmltv.XmltvDetails.NONE));
            writer.finish(Map.of());
            assertThat(world.guides.generations().tables()).hasSize(2);
            try (GuideWorld next = new GuideWorld(database)) {
                next.guides.tidy();
                assertThat(next.guides.generations().tables()).hasSize(1).doesNotContain(killed);
                assertThat(next.shown("a")).containsExactly("0-60 kept");
                assertThat(next.guide.channels()).hasSize(1);
            }
        }
    }

    @OnBothDatabases
    void a_guide_whose_programmes_are_lost_is_read_anew(Database database) {
        long generation;
        GuideSourceId id;
        try (GuideWorld world = new GuideWorld(database)) {
            id = world.uploads();
            world.take(id, programme("a", 0, 60, "lost"));
            generation = world.sources.source(id).orElseThrow().state().generation();
        }
        database.change(handle -> GenerationTable.drop(handle, generation));
        try (GuideWorld world = new GuideWorld(database)) {
            assertThat(world.shown("a")).isEmpty();
            assertThat(world.sources.source(id).orElseThrow().state().importedAt())
                    .isEmpty();
            world.take(id, programme("a", 0, 60, "back"));
            assertThat(world.shown("a")).containsExactly("0-60 back");
        }
    }

    /** 40 channels with 100 programmes each, in order of time and not of channels. */
    private static byte[] large(String title) {
        List<String> elements = new ArrayList<>();
        for (int hour = 0; hour < 100; hour++) {
            for (int channel = 0; channel < 40; channel++) {
                elements.add(programme("channel " + channel, 60 * hour, 60 * hour + 60, title + " " + hour));
            }
        }
        return document(elements.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8);
    }
}

package masthead.guide;

import static masthead.guide.GuideWorld.NOON;
import static masthead.guide.GuideWorld.programme;
import static masthead.guide.GuideWorld.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import org.junit.jupiter.api.Test;

/** What is on, out of several guides. */
class GuideTest {
    @OnBothDatabases
    void holes_of_the_best_guide_are_filled_from_the_next_one_without_overlaps(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.take(
                    world.uploads("second", 2),
                    programme("a", -30, 30, "s1"),
                    programme("a", 30, 90, "s2"),
                    programme("a", 90, 200, "s3"),
                    programme("a", 200, 300, "s4"));
            world.take(
                    world.uploads("first", 1),
                    programme("a", 0, 60, "f1"),
                    programme("a", 63, 100, "f2"),
                    programme("a", 180, 240, "f3"));
            assertThat(world.shown("a"))
                    .containsExactly("-30-0 s1", "0-60 f1", "63-100 f2", "100-180 s3", "180-240 f3", "240-300 s4");
            assertThat(shown(world.guide.next(world.guide.places("a"), Duration.ZERO, NOON.plusSeconds(70 * 60), 3)))
                    .containsExactly("63-100 f2", "100-180 s3", "180-240 f3");
        }
    }

    @OnBothDatabases
    void a_programme_at_the_edge_of_what_is_asked_for_is_as_long_as_it_is(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.take(world.uploads("second", 2), programme("a", 0, 500, "s1"), programme("a", 500, 900, "s2"));
            world.take(world.uploads("first", 1), programme("a", 0, 60, "f1"));
            List<GuidePlace> places = world.guide.places("a");
            assertThat(shown(world.guide.next(places, Duration.ZERO, NOON, 4)))
                    .containsExactly("0-60 f1", "60-500 s1", "500-900 s2");
            assertThat(shown(world.guide.programmes(places, Duration.ZERO, NOON, NOON.plusSeconds(60 * 600), 9)))
                    .containsExactly("0-60 f1", "60-500 s1", "500-900 s2");
        }
    }

    @OnBothDatabases
    void a_channel_the_best_guide_lacks_is_the_next_ones_and_a_guide_that_is_off_is_not_asked(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.take(world.uploads("first", 1), programme("a", 0, 60, "first"));
            GuideSourceId second = world.uploads("second", 2);
            world.take(second, programme("b", 0, 60, "second"));
            assertThat(world.shown("b")).containsExactly("0-60 second");
            long version = world.guide.version();
            AtomicInteger told = new AtomicInteger();
            world.guide.follow(told::incrementAndGet);
            GuideTerms terms = world.sources.source(second).orElseThrow().terms();
            world.sources.edit(
                    second,
                    new GuideTerms(
                            terms.name(),
                            terms.url(),
                            terms.priority(),
                            false,
                            "",
                            terms.reach(),
                            terms.timing(),
                            terms.provider()));
            assertThat(world.shown("b")).isEmpty();
            assertThat(world.guide.next(List.of(new GuidePlace(second, "b")), Duration.ZERO, NOON, 4))
                    .isEmpty();
            assertThat(world.guide.version()).isGreaterThan(version);
            assertThat(told).hasValue(1);
        }
    }

    @OnBothDatabases
    void a_shift_moves_all_times(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.take(world.uploads(), programme("a", 0, 60, "one"), programme("a", 60, 120, "two"));
            List<GuidePlace> places = world.guide.places("a");
            Duration hour = Duration.ofHours(1);
            assertThat(shown(world.guide.next(places, hour, NOON.plusSeconds(90 * 60), 1)))
                    .containsExactly("60-120 one");
            assertThat(shown(world.guide.programmes(
                            places, hour, NOON.plusSeconds(120 * 60), NOON.plusSeconds(200 * 60), 9)))
                    .containsExactly("120-180 two");
        }
    }

    @OnBothDatabases
    void what_is_next_is_the_same_from_memory_as_from_the_database_at_any_time(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            Random chance = new Random(5);
            List<String> elements = new ArrayList<>();
            for (int at = -500; at < 3000; ) {
                int length = 5 + chance.nextInt(90);
                elements.add(programme("a", at, at + length, "from " + at));
                at += length + (chance.nextInt(10) == 0 ? 30 : 0);
            }
            world.take(world.uploads(), elements.toArray(String[]::new));
            List<GuidePlace> places = world.guide.places("a");
            for (int minute = -600; minute < 3100; minute += 7) {
                Instant now = NOON.plusSeconds(60L * minute);
                for (int limit : new int[] {1, 4, 30}) {
                    assertThat(world.guide.next(places, Duration.ZERO, now, limit))
                            .as("%s from minute %s", limit, minute)
                            .isEqualTo(world.guide.programmes(places, Duration.ZERO, now, Instant.MAX, limit));
                }
            }
        }
    }

    @OnBothDatabases
    void a_new_guide_is_in_the_place_of_what_was_in_memory_and_warmth_changes_nothing(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.take(id, programme("a", 0, 60, "old"));
            assertThat(next(world)).containsExactly("0-60 old");
            world.take(id, programme("a", 0, 60, "new"), programme("a", 60, 90, "newer"), programme("b", 0, 9, "b"));
            assertThat(next(world)).containsExactly("0-60 new", "60-90 newer");
            world.take(id, programme("a", 0, 60, "warm"), programme("a", 2000, 2060, "much later"));
            world.guide.warm();
            assertThat(next(world)).containsExactly("0-60 warm", "2000-2060 much later");
        }
    }

    private static List<String> next(GuideWorld world) {
        return shown(world.guide.next(world.guide.places("a"), Duration.ZERO, NOON, 4));
    }

    @OnBothDatabases
    void what_is_over_goes_after_two_days_or_when_it_can_no_longer_be_played_again(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            GuideSourceId id = world.uploads();
            world.archive(Map.of("archive", 7));
            int day = 24 * 60;
            List<String> elements = new ArrayList<>();
            world.guides.placedBy(any -> List.of(new GuidePlace(id, "matched")));
            for (String channel : List.of("archive", "plain", "matched")) {
                for (int each = -6; each < 12; each++) {
                    elements.add(programme(channel, each * day, each * day + day - 1, "day " + each));
                }
            }
            world.take(id, elements.toArray(String[]::new));
            assertThat(world.shown("archive")).hasSize(18);
            assertThat(world.shown("matched")).hasSize(18);
            assertThat(world.shown("plain")).hasSize(14).first().asString().endsWith("day -2");
            world.pass(Duration.ofDays(20));
            long version = world.guide.version();
            world.guides.sweep();
            assertThat(world.shown("plain")).isEmpty();
            assertThat(world.shown("archive")).isEmpty();
            assertThat(world.guide.version()).isGreaterThan(version);
            assertThat(world.guide.channels())
                    .extracting(GuideChannel::programmes)
                    .containsExactly(0L, 0L, 0L);
        }
    }

    @OnBothDatabases
    void a_guide_is_read_again_when_its_time_has_come_and_not_before(Database database) {
        try (GuideWorld world = new GuideWorld(database, Map.of("guide.jitter", "0s"))) {
            AtomicInteger asked = new AtomicInteger();
            world.serve(exchange -> {
                asked.incrementAndGet();
                GuideWorld.send(
                        exchange,
                        200,
                        GuideWorld.document(programme("a", 0, 6000, "now")).getBytes(StandardCharsets.UTF_8));
            });
            world.sources.add(new GuideTerms(
                    "Web",
                    world.url(),
                    new GuideTiming(
                            java.util.Optional.of(Duration.ofHours(2)), Duration.ZERO, java.time.ZoneOffset.UTC)));
            world.uploads();
            look(world, asked, 1);
            world.pass(Duration.ofMinutes(119));
            world.guides.look();
            world.pass(Duration.ofMinutes(2));
            look(world, asked, 2);
        }
    }

    private static void look(GuideWorld world, AtomicInteger asked, int times) {
        world.guides.look();
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            assertThat(asked).hasValue(times);
            assertThat(world.sources.current())
                    .anyMatch(each -> each.state().checkedAt().isPresent());
            assertThat(world.guides
                            .imports()
                            .progress(world.sources.current().getFirst().id()))
                    .isEmpty();
        });
    }

    @OnBothDatabases
    void a_guide_that_a_providers_list_names_is_offered_until_it_is_taken(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.nameGuides("http://guides.example.net/a.xml.gz?password=secret\nhttp://guides.example.net/b.xml");
            assertThat(world.guides.offers().current()).hasSize(2);
            assertThat(world.guides.offers().current().toString()).doesNotContain("secret");
            GuideSource taken =
                    world.guides.offers().accept(world.guides.offers().current().getFirst());
            assertThat(taken.terms().provider()).isPresent();
            assertThat(world.guides.offers().current())
                    .extracting(masthead.catalog.NamedGuide::url)
                    .containsExactly("http://guides.example.net/b.xml");
            world.guides.offers().acceptAll();
            assertThat(world.guides.offers().current()).isEmpty();
            assertThat(world.sources.current()).hasSize(2);
        }
    }

    @OnBothDatabases
    void the_guide_a_panel_has_beside_its_list_is_offered(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.provider(
                    "http://panel.example.net:8080/c/get.php?type=m3u_plus&password=p%26w&username=me&output=ts");
            world.provider("http://panel.example.net/get.php?token=x");
            world.provider("http://lists.example.net/list.m3u?username=me&password=pw");
            assertThat(world.guides.offers().current())
                    .extracting(masthead.catalog.NamedGuide::url)
                    .containsExactly("http://panel.example.net:8080/c/xmltv.php?username=me&password=p%26w");
        }
    }

    @Test
    void a_merge_has_no_overlap_whatever_both_guides_are() {
        for (int seed = 0; seed < 500; seed++) {
            Random chance = new Random(seed);
            List<Programme> best = random(chance, "best");
            List<Programme> next = random(chance, "next");
            Instant to = NOON.plusSeconds(60 * 600);
            List<Programme> merged = Merge.filled(best, next, NOON, to);
            assertThat(merged).as("seed %s", seed).containsAll(best);
            IntStream.range(1, merged.size())
                    .forEach(at -> assertThat(merged.get(at).start())
                            .isAfterOrEqualTo(merged.get(at - 1).stop()));
            assertThat(merged).allMatch(each -> each.start().isBefore(each.stop()));
        }
    }

    private static List<Programme> random(Random chance, String title) {
        List<Programme> programmes = new ArrayList<>();
        for (int at = -60 + chance.nextInt(120); at < 600; ) {
            int length = 1 + chance.nextInt(120);
            programmes.add(new Programme(
                    programmes.size() + 1,
                    "a",
                    NOON.plusSeconds(60L * at),
                    NOON.plusSeconds(60L * (at + length)),
                    title,
                    ""));
            at += length + (chance.nextInt(3) == 0 ? chance.nextInt(200) : 0);
        }
        return programmes.stream()
                .filter(each -> each.stop().isAfter(NOON) && each.start().isBefore(NOON.plusSeconds(60 * 600)))
                .toList();
    }
}

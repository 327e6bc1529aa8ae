package masthead.guide;

import static masthead.guide.GuideWorld.NOON;
import static masthead.guide.GuideWorld.programme;
import static masthead.guide.GuideWorld.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.guide.fill.FillSettings;
import masthead.guide.fill.FillTexts;
import masthead.guide.fill.Filling;
import masthead.studio.TestSettings;

/** What players see of a channel's guide; the blocks that are made up begin every six hours. */
class ListingsTest {
    @OnBothDatabases
    void a_guide_that_has_ended_is_followed_by_what_is_made_up(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.archive(Map.of("a", 0));
            world.take(world.uploads(), programme("a", 0, 60, "last but one"), programme("a", 60, 150, "last"));
            assertThat(all(world)).containsExactly("0-60 last but one", "60-150 last");
            world.pass(Duration.ofHours(3));
            assertThat(all(world))
                    .startsWith("0-60 last but one", "60-150 last", "150-360 a", "360-720 a")
                    .hasSizeGreaterThan(9);
            assertThat(between(world, NOON, NOON.plusSeconds(60 * 200), 9))
                    .containsExactly("0-60 last but one", "60-150 last", "150-360 a");
            assertThat(between(world, NOON, NOON.plusSeconds(60 * 100), 9))
                    .containsExactly("0-60 last but one", "60-150 last");
            assertThat(between(world, NOON, Instant.MAX, 2)).containsExactly("0-60 last but one", "60-150 last");
            world.pass(Duration.ofHours(30));
            assertThat(all(world)).startsWith("0-60 last but one", "60-150 last", "1440-1800 a");
        }
    }

    private static List<String> all(GuideWorld world) {
        return between(world, Instant.EPOCH, Instant.MAX, 1000);
    }

    private static List<String> between(GuideWorld world, Instant from, Instant to, int limit) {
        GuideLineups lineups = new GuideLineups(world.catalogs, GuideLinks.byId(world.guide));
        Filling filling = new Filling(
                TestSettings.of(FillSettings.class, Map.of()), world.catalogs, new FillTexts(world.database));
        Listings listings = new Listings(lineups, world.guide, filling, world.clock);
        GuideRow row = lineups.current().rows().iterator().next();
        return shown(listings.between(row, from, to, limit));
    }
}

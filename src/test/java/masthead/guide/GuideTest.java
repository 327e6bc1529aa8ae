package masthead.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import masthead.database.Database;
import masthead.database.OnBothDatabases;

class GuideTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @OnBothDatabases
    void programmes_come_in_order_of_time_from_the_one_on_air(Database database) {
        Guide guide = new Guide(database);
        guide.replace(List.of(
                programme("a", 2, "later"),
                programme("a", 0, "over"),
                programme("a", 1, "on"),
                programme("b", 1, "elsewhere")));
        assertThat(guide.programmes("a", NOON.plusSeconds(3600), 10))
                .extracting(Programme::title)
                .containsExactly("on", "later");
        assertThat(guide.programmes("a", NOON.plusSeconds(3600), 1))
                .extracting(Programme::title)
                .containsExactly("on");
        assertThat(guide.programmes("A", Instant.EPOCH, 10)).isEmpty();
    }

    @OnBothDatabases
    void a_programme_comes_back_as_it_was_given_with_an_id_of_its_own(Database database) {
        Guide guide = new Guide(database);
        guide.replace(List.of(programme("a", 0, "Soirée 📺"), programme("a", 1, "x")));
        List<Programme> kept = guide.programmes("a", Instant.EPOCH, 10);
        assertThat(kept).extracting(Programme::id).doesNotHaveDuplicates().allMatch(id -> id > 0);
        assertThat(kept.getFirst())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(programme("a", 0, "Soirée 📺"));
    }

    @OnBothDatabases
    void a_replacement_leaves_nothing_of_what_was_and_raises_the_version(Database database) {
        Guide guide = new Guide(database);
        guide.replace(List.of(programme("a", 0, "old")));
        long before = guide.version();
        guide.replace(List.of(programme("b", 0, "new")));
        assertThat(guide.version()).isGreaterThan(before);
        assertThat(guide.covered()).containsExactly("b");
        assertThat(new Guide(database).version()).isEqualTo(guide.version());
    }

    @OnBothDatabases
    void a_guide_that_breaks_off_changes_nothing(Database database) {
        Guide guide = new Guide(database);
        guide.replace(List.of(programme("a", 0, "kept")));
        long before = guide.version();
        Iterable<Programme> broken = () -> new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Programme next() {
                if (given++ == 1500) {
                    throw new IllegalStateException("the guide broke off");
                }
                return programme("b", given, "half");
            }
        };
        assertThatThrownBy(() -> guide.replace(broken)).hasMessageContaining("broke off");
        assertThat(guide.covered()).containsExactly("a");
        assertThat(guide.version()).isEqualTo(before);
    }

    @OnBothDatabases
    void all_programmes_are_handed_over_by_channel_and_time(Database database) {
        Guide guide = new Guide(database);
        guide.replace(List.of(programme("b", 0, "3"), programme("a", 1, "2"), programme("a", 0, "1")));
        List<String> titles = new ArrayList<>();
        guide.each(programme -> titles.add(programme.title()));
        assertThat(titles).containsExactly("1", "2", "3");
    }

    private static Programme programme(String guideId, int hour, String title) {
        Instant start = NOON.plusSeconds(3600L * hour);
        return new Programme(1, guideId, start, start.plusSeconds(3600), title, "About " + title);
    }
}

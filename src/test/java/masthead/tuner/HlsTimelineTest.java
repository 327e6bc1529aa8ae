package masthead.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.Segment;
import org.junit.jupiter.api.Test;

class HlsTimelineTest {
    private static final Duration TWO = Duration.ofSeconds(2);

    private final HlsTimeline timeline = new HlsTimeline();

    @Test
    void it_starts_three_target_durations_before_the_end_or_with_the_newest_segment() {
        timeline.take(list(10, 20));
        assertThat(next()).isEqualTo(17);
        HlsTimeline other = new HlsTimeline();
        other.take(MediaPlaylist.live(TWO, 5, 0, List.of(segment(5, "a"), Segment.of(6, "b", Duration.ofSeconds(60)))));
        assertThat(other.next().orElseThrow().sequence()).isEqualTo(6);
    }

    @Test
    void an_older_copy_from_another_cache_is_no_news() {
        timeline.take(list(10, 20));
        playAll();
        assertThat(timeline.take(list(9, 19))).isEqualTo(HlsTimeline.News.UNCHANGED);
        assertThat(timeline.take(list(8, 18))).isEqualTo(HlsTimeline.News.UNCHANGED);
        assertThat(timeline.take(list(11, 21))).isEqualTo(HlsTimeline.News.CHANGED);
        assertThat(next()).isEqualTo(20);
        assertThat(timeline.breaksBefore(timeline.next().orElseThrow())).isFalse();
    }

    @Test
    void a_list_that_starts_at_zero_again_is_followed_at_its_end() {
        timeline.take(list(100, 110));
        playAll();
        assertThat(timeline.take(list(0, 2))).isEqualTo(HlsTimeline.News.CHANGED);
        assertThat(next()).isZero();
        assertThat(timeline.breaksBefore(timeline.next().orElseThrow())).isTrue();
    }

    @Test
    void a_young_list_that_starts_anew_is_followed_once_it_moves() {
        timeline.take(list(0, 9));
        playAll();
        timeline.take(named("new", 0, 1));
        timeline.take(named("new", 0, 2));
        timeline.take(named("new", 0, 3));
        assertThat(next()).isZero();
        assertThat(timeline.breaksBefore(timeline.next().orElseThrow())).isTrue();
    }

    @Test
    void a_list_without_sequence_numbers_is_followed_by_its_names() {
        timeline.take(MediaPlaylist.live(TWO, 0, 0, List.of(segment(0, "a"), segment(1, "b"), segment(2, "c?t=1"))));
        playAll();
        timeline.take(MediaPlaylist.live(TWO, 0, 0, List.of(segment(0, "b"), segment(1, "c?t=2"), segment(2, "d"))));
        assertThat(timeline.next().orElseThrow().uri()).isEqualTo("d");
        assertThat(timeline.breaksBefore(timeline.next().orElseThrow())).isFalse();
        assertThat(timeline.missed()).isZero();
    }

    @Test
    void what_was_missed_is_counted_and_breaks_the_picture_once() {
        timeline.take(list(0, 3));
        playAll();
        timeline.take(list(7, 10));
        assertThat(timeline.missed()).isEqualTo(4);
        assertThat(timeline.breaksBefore(timeline.next().orElseThrow())).isTrue();
        timeline.played(timeline.next().orElseThrow());
        assertThat(timeline.breaksBefore(timeline.next().orElseThrow())).isFalse();
    }

    @Test
    void a_complete_list_is_played_from_its_start_and_is_over_at_its_end() {
        MediaPlaylist recording =
                new MediaPlaylist(3, TWO, 0, 0, true, list(0, 9).segments());
        timeline.take(recording);
        assertThat(next()).isZero();
        assertThat(timeline.over()).isFalse();
        playAll();
        assertThat(timeline.over()).isTrue();
    }

    private long next() {
        return timeline.next().orElseThrow().sequence();
    }

    private void playAll() {
        for (Optional<Segment> each = timeline.next(); each.isPresent(); each = timeline.next()) {
            timeline.played(each.get());
        }
    }

    private static MediaPlaylist list(long from, long to) {
        return named("s", from, to);
    }

    private static MediaPlaylist named(String name, long from, long to) {
        return MediaPlaylist.live(
                TWO,
                from,
                0,
                LongStream.range(from, to)
                        .mapToObj(each -> segment(each, name + each))
                        .toList());
    }

    private static Segment segment(long sequence, String uri) {
        return Segment.of(sequence, uri, TWO);
    }
}

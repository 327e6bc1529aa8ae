package masthead.format.mpegts;

import static masthead.format.mpegts.Indicator.CAT_ERROR;
import static masthead.format.mpegts.Indicator.CONTINUITY_COUNT_ERROR;
import static masthead.format.mpegts.Indicator.CRC_ERROR;
import static masthead.format.mpegts.Indicator.PAT_ERROR_2;
import static masthead.format.mpegts.Indicator.PCR_DISCONTINUITY_INDICATOR_ERROR;
import static masthead.format.mpegts.Indicator.PCR_REPETITION_ERROR;
import static masthead.format.mpegts.Indicator.PID_ERROR;
import static masthead.format.mpegts.Indicator.PMT_ERROR_2;
import static masthead.format.mpegts.Indicator.PTS_ERROR;
import static masthead.format.mpegts.Indicator.SYNC_BYTE_ERROR;
import static masthead.format.mpegts.Indicator.TRANSPORT_ERROR;
import static masthead.format.mpegts.Indicator.TS_SYNC_LOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is put into a good stream at a known place, and shows as what TR 101 290 calls it, and as nothing else. */
class MonitorTest {
    private static final int VIDEO = 0x100;
    private static final int AUDIO = 0x101;
    private static final int PMT = 0x1000;

    private final Watched watched = new Watched();

    @Test
    void a_good_stream_has_no_errors_in_a_minute() {
        watched.seconds(60);
        assertThat(watched.errors()).isEmpty();
        Health health = watched.health();
        assertThat(health.watched()).isEqualTo(Duration.ofSeconds(60));
        assertThat(health.clock().known()).isTrue();
        assertThat(health.clock().arrivalJitter()).isLessThan(Duration.ofMillis(1));
        assertThat(health.audio())
                .singleElement()
                .satisfies(each -> assertThat(each.packetsPerSecond()).isCloseTo(25, within(2.0)));
    }

    @Test
    void what_it_is_encoded_with_is_told_from_its_tables() {
        assertThat(watched.health().codecs()).isEmpty();
        watched.seconds(1);
        assertThat(watched.health().codecs()).containsExactly(Codec.H264, Codec.AAC);
    }

    @ParameterizedTest
    @CsvSource({
        "0x03, MPEG_AUDIO",
        "0x04, MPEG_AUDIO",
        "0x0f, AAC",
        "0x11, AAC",
        "0x81, AC3",
        "0x87, EAC3",
        "0x6a06, AC3",
        "0x7a06, EAC3",
        "0x7b06, DTS",
        "0x7c06, AAC",
        "0x06, OTHER_AUDIO"
    })
    void sounds_are_told_apart_by_stream_type_and_descriptor(String kind, Codec codec) {
        int code = Integer.decode(kind);
        assertThat(Codec.of(new ProgramMap.Stream(AUDIO, StreamType.OTHER, true, code)))
                .contains(codec);
        assertThat(Codec.of(new ProgramMap.Stream(AUDIO, StreamType.OTHER, false, code)))
                .isEmpty();
    }

    @Test
    void a_lost_packet_is_one_continuity_error() {
        watched.seconds(2).change(packet -> packet.pid() != VIDEO || packet.unitStart());
        watched.frames(1); // the rest of one picture is lost
        watched.change(packet -> true).seconds(2);
        assertThat(watched.errors()).containsOnly(Watched.times(CONTINUITY_COUNT_ERROR, 1));
    }

    @Test
    void a_packet_sent_twice_is_allowed_but_not_thrice() {
        watched.seconds(1).repeatNext(VIDEO, 1).seconds(1);
        assertThat(watched.errors()).isEmpty();
        watched.repeatNext(VIDEO, 2).seconds(1);
        assertThat(watched.errors()).containsOnly(Watched.times(CONTINUITY_COUNT_ERROR, 1));
    }

    @Test
    void a_marked_jump_of_counter_and_clock_is_no_error() {
        watched.seconds(2).skipFrames(192).markNextClock().seconds(2);
        assertThat(watched.errors()).isEmpty();
    }

    @Test
    void an_unmarked_jump_of_the_clock_is_a_discontinuity() {
        watched.seconds(2).skipFrames(192).seconds(2); // with 192 pictures all counters come round to where they were
        assertThat(watched.errors()).containsOnly(Watched.times(PCR_DISCONTINUITY_INDICATOR_ERROR, 1));
    }

    @Test
    void a_clock_that_goes_back_is_a_discontinuity() {
        watched.seconds(2).beginAnew().seconds(2);
        assertThat(watched.errors()).containsEntry(PCR_DISCONTINUITY_INDICATOR_ERROR, 1);
    }

    @Test
    void a_clock_told_too_seldom_is_a_repetition_error_each_time() {
        watched.seconds(1).clockOnlyEvery(4).seconds(4); // 160 ms
        assertThat(watched.errors()).containsOnlyKeys(PCR_REPETITION_ERROR);
        assertThat(watched.health().recent(PCR_REPETITION_ERROR)).isBetween(24, 25);
    }

    @Test
    void a_stream_without_clock_has_a_repetition_error_a_second_and_its_clock_is_stuck() {
        watched.seconds(1).clockOnlyEvery(Integer.MAX_VALUE).seconds(5);
        assertThat(watched.errors()).containsOnlyKeys(PCR_REPETITION_ERROR);
        assertThat(watched.health().recent(PCR_REPETITION_ERROR)).isBetween(4, 5);
        assertThat(watched.health().clock().stuck()).isBetween(Duration.ofMillis(4900), Duration.ofMillis(5100));
    }

    @Test
    void a_clock_that_stands_still_is_stuck_while_packets_come() {
        watched.seconds(2).freezeClock().seconds(3);
        assertThat(watched.health().clock().stuck()).isBetween(Duration.ofMillis(2800), Duration.ofMillis(3100));
    }

    @Test
    void silence_is_no_stuck_clock() {
        watched.seconds(2).silence(Duration.ofSeconds(5)).seconds(1);
        assertThat(watched.health().clock().stuck()).isLessThan(Duration.ofMillis(100));
        assertThat(watched.errors()).isEmpty();
    }

    @Test
    void whole_segments_at_once_are_no_errors() {
        for (int segment = 0; segment < 10; segment++) {
            watched.atOnce(150).silence(Duration.ofSeconds(6));
        }
        assertThat(watched.errors()).isEmpty();
        assertThat(watched.health().clock().arrivalJitter()).isGreaterThan(Duration.ofSeconds(5));
        assertThat(watched.health().clock().pace()).isCloseTo(1, within(0.1));
        assertThat(watched.health().traffic().contentBitsPerSecond()).isBetween(900_000L, 1_200_000L);
        assertThat(watched.health().silent())
                .hasValueSatisfying(silent -> assertThat(silent).isLessThan(Duration.ofMillis(200)));
    }

    @Test
    void a_missing_pat_is_an_error_each_half_second() {
        watched.seconds(2).change(packet -> packet.pid() != 0).seconds(3);
        assertThat(watched.errors()).containsOnlyKeys(PAT_ERROR_2);
        assertThat(watched.health().recent(PAT_ERROR_2)).isBetween(5, 6);
    }

    @Test
    void something_else_on_the_pid_of_the_pat_is_an_error() {
        watched.seconds(2).patchNext(0, 5, 0x42).seconds(1);
        assertThat(watched.errors()).containsOnly(Watched.times(PAT_ERROR_2, 2)); // and then the PAT is late
    }

    @Test
    void a_missing_pmt_is_an_error_each_half_second() {
        watched.seconds(2).change(packet -> packet.pid() != PMT).seconds(3);
        assertThat(watched.errors()).containsOnlyKeys(PMT_ERROR_2);
        assertThat(watched.health().recent(PMT_ERROR_2)).isBetween(5, 6);
    }

    @Test
    void a_damaged_table_is_a_crc_error() {
        watched.seconds(2).patchNext(PMT, 20, 0x55).seconds(1);
        assertThat(watched.errors()).containsOnly(Watched.times(CRC_ERROR, 1));
    }

    @Test
    void sound_that_stops_is_a_pid_error_after_five_seconds_and_pts_errors_at_once() {
        watched.seconds(2).change(packet -> packet.pid() != AUDIO).seconds(4);
        assertThat(watched.errors()).containsOnlyKeys(PTS_ERROR);
        watched.seconds(2);
        assertThat(watched.errors()).containsOnlyKeys(PTS_ERROR, PID_ERROR).containsEntry(PID_ERROR, 1);
        assertThat(watched.health().recent(PTS_ERROR)).isBetween(7, 8);
        assertThat(watched.health().silent())
                .hasValueSatisfying(
                        silent -> assertThat(silent).isBetween(Duration.ofMillis(5900), Duration.ofMillis(6100)));
    }

    @Test
    void a_stream_that_the_pmt_names_but_never_comes_is_a_pid_error_but_never_was_sound() {
        watched.change(packet -> packet.pid() != AUDIO).seconds(6);
        assertThat(watched.errors()).containsOnly(Watched.times(PID_ERROR, 1));
        assertThat(watched.health().silent()).isEmpty();
    }

    @Test
    void a_packet_marked_as_damaged_is_a_transport_error_and_nothing_else() {
        watched.seconds(2).patchNext(VIDEO, 1, 0xc1).seconds(2);
        assertThat(watched.errors()).containsOnly(Watched.times(TRANSPORT_ERROR, 1));
    }

    @Test
    void scrambled_packets_without_a_cat_are_an_error_each_second() {
        watched.seconds(2).change(packet -> packet.scrambleIf(VIDEO)).seconds(10);
        assertThat(watched.errors()).containsKey(CAT_ERROR);
        assertThat(watched.errors().get(CAT_ERROR)).isBetween(1, 3);
        assertThat(watched.health().traffic().scrambledShare()).isGreaterThan(0.9);
    }

    @Test
    void bytes_between_packets_are_a_loss_of_sync() {
        watched.seconds(1);
        watched.monitor().lostSync(70);
        watched.monitor().lostSync(70); // still the same gap
        watched.seconds(1);
        assertThat(watched.errors()).containsOnly(Watched.times(TS_SYNC_LOSS, 1));
    }

    @Test
    void a_packet_whose_sync_byte_is_wrong_is_a_sync_byte_error() {
        watched.seconds(1);
        watched.monitor().lostSync(188);
        watched.seconds(1);
        assertThat(watched.errors()).containsOnly(Watched.times(SYNC_BYTE_ERROR, 1));
    }

    @Test
    void what_never_becomes_packets_stays_a_loss_of_sync() {
        watched.seconds(1);
        watched.monitor().lostSync(5000);
        watched.silence(Duration.ofSeconds(30));
        assertThat(watched.health().recent(TS_SYNC_LOSS)).isBetween(9, 10);
    }

    @Test
    void null_packets_are_no_content() {
        watched.nulls(1).seconds(20);
        Health.Traffic traffic = watched.health().traffic();
        assertThat(watched.errors()).isEmpty();
        assertThat(traffic.nullShare()).isCloseTo(0.5, within(0.05));
        long all = traffic.bitsPerSecond().getLast();
        assertThat((double) traffic.contentBitsPerSecond() / all).isCloseTo(0.5, within(0.05));
    }

    @Test
    void the_bitrate_of_the_last_minute_is_kept() {
        watched.seconds(70).silence(Duration.ofSeconds(5));
        Health.Traffic traffic = watched.health().traffic();
        assertThat(traffic.bitsPerSecond()).hasSize(60);
        assertThat(traffic.bitsPerSecond().subList(0, 54))
                .allSatisfy(each -> assertThat(each).isBetween(1_000_000L, 1_200_000L));
        assertThat(traffic.bitsPerSecond().subList(56, 60)).containsOnly(0L);
    }

    @Test
    void another_signal_begins_with_a_clean_sheet_but_totals_stay() {
        watched.seconds(2).patchNext(PMT, 20, 0x55).seconds(1);
        watched.monitor().restart();
        watched.beginAnew().seconds(2);
        assertThat(watched.errors()).isEmpty();
        assertThat(watched.health().total(CRC_ERROR)).isEqualTo(1);
        assertThat(watched.health().watched()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void a_told_seam_is_no_error() {
        watched.seconds(2);
        watched.monitor().seam();
        watched.beginAnew().seconds(2);
        assertThat(watched.errors()).isEmpty();
    }
}

package masthead.relay;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import masthead.format.mpegts.Health;
import masthead.format.mpegts.Indicator;
import masthead.format.mpegts.Monitor;
import masthead.metrics.Metrics;

/** Judges streams by what a {@link Monitor} saw, and counts what it saw of all channels together. Safe on any thread. */
final class Watchdog {
    /** A source that brings less than this much of its stream in its time lets every player run dry. */
    private static final double SLOWEST_PACE = 0.9;

    private final WatchdogSettings settings;
    private final Map<Indicator, CounterDataPoint> counters = new EnumMap<>(Indicator.class);

    Watchdog(WatchdogSettings settings, Metrics metrics) {
        this.settings = settings;
        Counter errors = metrics.counter(
                "masthead_ts_errors_total", "What was wrong with streams that came in, by TR 101 290.", "indicator");
        for (Indicator each : Indicator.values()) {
            counters.put(each, errors.labelValues(each.title()));
        }
    }

    /** What counts each indicator. */
    Map<Indicator, CounterDataPoint> counters() {
        return Collections.unmodifiableMap(counters);
    }

    /**
     * What is to be thought of a stream.
     *
     * @param floorBitsPerSecond the least its channel should have, null packets not counted; 0 for none
     */
    Verdict judge(Health health, long floorBitsPerSecond) {
        Optional<String> failing = Stream.of(
                        garbage(health),
                        clock(health),
                        scrambled(health),
                        errors(health, settings.failingErrors()),
                        tooLow(health, floorBitsPerSecond),
                        silence(health),
                        repetition(health).filter(_ -> settings.repetitionFails()))
                .flatMap(Optional::stream)
                .findFirst();
        if (failing.isPresent()) {
            return new Verdict.Failing(failing.get());
        }
        return Stream.of(errors(health, settings.poorErrors()), absence(health), repetition(health), slowness(health))
                .flatMap(Optional::stream)
                .findFirst()
                .<Verdict>map(Verdict.Poor::new)
                .orElseGet(Verdict.Fine::new);
    }

    private Optional<String> garbage(Health health) {
        int gaps = health.recent(Indicator.TS_SYNC_LOSS);
        int most = settings.failingSyncLosses();
        return when(most > 0 && gaps >= most, () -> gaps + " gaps without packets in ten seconds.");
    }

    /** A stream that never had a clock is let be: players bear that, and its pictures may be all right. */
    private Optional<String> clock(Health health) {
        Duration stuck = health.clock().stuck();
        return when(
                health.clock().known() && over(stuck, settings.clockTimeout()),
                () -> "Its clock has not gone on for %d s.".formatted(stuck.toSeconds()));
    }

    private Optional<String> scrambled(Health health) {
        long percent = Math.round(health.traffic().scrambledShare() * 100);
        return when(percent > settings.scrambledPercent(), () -> percent + " % of its packets are scrambled.");
    }

    private Optional<String> errors(Health health, int most) {
        int errors = health.recent(Indicator.CONTINUITY_COUNT_ERROR) + health.recent(Indicator.TRANSPORT_ERROR);
        return when(most > 0 && errors >= most, () -> errors + " lost or damaged packets in ten seconds.");
    }

    private Optional<String> tooLow(Health health, long floor) {
        boolean known = health.watched().toSeconds() >= Monitor.RECENT_SECONDS;
        long bits = health.traffic().contentBitsPerSecond();
        // None at all is silence: the tuner's affair, or the pause between two segments.
        return when(
                known && bits > 0 && bits < floor,
                () -> "%d kbit/s are under the channel's floor of %d.".formatted(bits / 1000, floor / 1000));
    }

    private Optional<String> silence(Health health) {
        Optional<Duration> silent = health.silent().filter(length -> over(length, settings.audioTimeout()));
        return silent.map(length -> "No sound for %d s.".formatted(length.toSeconds()));
    }

    private Optional<String> repetition(Health health) {
        return health.loop()
                .filter(loop -> over(loop.lasting(), settings.repetition()))
                .map(loop -> (loop.groups() == 1
                                ? "Its picture has stood still for %d s."
                                : "Its pictures have gone round in a loop for %d s.")
                        .formatted(loop.lasting().toSeconds()));
    }

    private static Optional<String> absence(Health health) {
        int times = health.recent(Indicator.PID_ERROR);
        return when(times > 0, () -> "A picture or sound that it announces does not come.");
    }

    private static Optional<String> slowness(Health health) {
        boolean known = health.watched().toSeconds() >= Monitor.HISTORY_SECONDS;
        double pace = health.clock().pace();
        return when(
                known && pace < SLOWEST_PACE,
                () -> "It comes too slowly: %d %% of a minute in a minute.".formatted(Math.round(pace * 100)));
    }

    private static boolean over(Duration time, Duration limit) {
        return !limit.isZero() && time.compareTo(limit) >= 0;
    }

    private static Optional<String> when(boolean so, Supplier<String> reason) {
        return so ? Optional.of(reason.get()) : Optional.empty();
    }
}

package masthead.format.xtream.in;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a panel says of its time: {@code timezone}, {@code timestamp_now} and {@code time_now} of {@code server_info}.
 *
 * @param named the zone it says it is in, if there is such a zone
 * @param now by its clock
 * @param local the same moment on its wall
 */
public record PanelClock(Optional<ZoneId> named, Optional<Instant> now, Optional<LocalDateTime> local) {
    /** The panel says nothing. */
    public static final PanelClock SILENT = new PanelClock(Optional.empty(), Optional.empty(), Optional.empty());

    /** Between the two clocks being read, a page is made. */
    private static final Duration READING = Duration.ofSeconds(90);

    private static final int QUARTER_SECONDS = 15 * 60;

    static PanelClock of(String zone, Optional<Instant> now, Optional<LocalDateTime> local) {
        return new PanelClock(zone(zone), now, local);
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /**
     * The zone its local times are in: the named one, unless its wall says otherwise; then what the wall says, since that is what
     * it writes local times by.
     */
    public Optional<ZoneId> zone() {
        return verified() ? named : wall().<ZoneId>map(each -> each).or(() -> named);
    }

    /** Whether the zone it names is the one its wall clock is in. */
    public boolean verified() {
        return named.isPresent()
                && now.isPresent()
                && local.isPresent()
                && Duration.between(LocalDateTime.ofInstant(now.get(), named.get()), local.get())
                                .abs()
                                .compareTo(READING)
                        <= 0;
    }

    /** How far the wall is from UTC, to the quarter of an hour; empty if it is no such time. */
    private Optional<ZoneOffset> wall() {
        if (now.isEmpty() || local.isEmpty()) {
            return Optional.empty();
        }
        long seconds = Duration.between(LocalDateTime.ofInstant(now.get(), ZoneOffset.UTC), local.get())
                .toSeconds();
        long quarters = Math.round(seconds / (double) QUARTER_SECONDS);
        boolean near = Math.abs(seconds - quarters * QUARTER_SECONDS) <= READING.toSeconds();
        return near && Math.abs(quarters) <= 18 * 4
                ? Optional.of(ZoneOffset.ofTotalSeconds((int) quarters * QUARTER_SECONDS))
                : Optional.empty();
    }
}

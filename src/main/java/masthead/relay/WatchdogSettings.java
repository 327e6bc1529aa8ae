package masthead.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the watchdog: from when on a stream that comes in is poor, and from when on its feed is given up. */
@ConfigMapping(prefix = "watchdog")
@Doc(
        "From when on a stream that comes in is called poor, and from when on it is failing: then the channel's next feed is tried.")
public interface WatchdogSettings {
    @WithDefault("5")
    @Between(min = 0, max = 1_000_000)
    @Doc(
            "Lost or damaged packets (Continuity_count_error and Transport_error) in ten seconds that make a stream poor; 0: never.")
    int poorErrors();

    @WithDefault("100")
    @Between(min = 0, max = 1_000_000)
    @Doc("Lost or damaged packets in ten seconds that make it failing; 0: never.")
    int failingErrors();

    @WithDefault("8")
    @Between(min = 0, max = 1_000_000)
    @Doc("Gaps without packets between packets (TS_sync_loss) in ten seconds that make it failing; 0: never.")
    int failingSyncLosses();

    @WithDefault("2s")
    @Within(min = "0s", max = "10m")
    @Doc("How long packets may come without its clock, the PCR, going on, until it is failing; 0s: for ever.")
    Duration clockTimeout();

    @WithDefault("50")
    @Between(min = 0, max = 100)
    @Doc("Per cent of its packets that may be scrambled in ten seconds until it is failing; 100: all.")
    int scrambledPercent();

    @WithDefault("10s")
    @Within(min = "0s", max = "1h")
    @Doc("How long it may be without packets of any sound, if it had some, until it is failing; 0s: for ever.")
    Duration audioTimeout();

    @WithDefault("30s")
    @Within(min = "0s", max = "1d")
    @Doc("How long its pictures may stand still or go round in a loop until it is poor; 0s: for ever.")
    Duration repetition();

    @WithDefault("false")
    @Doc("Whether pictures that repeat for that long make it failing. A radio with one picture repeats by nature.")
    boolean repetitionFails();
}

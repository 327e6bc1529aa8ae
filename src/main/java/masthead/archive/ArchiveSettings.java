package masthead.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of catch-up. */
@ConfigMapping(prefix = "archive")
@Doc("Catch-up: what channels showed, from their providers' archives.")
public interface ArchiveSettings {
    @WithDefault("20s")
    @Within(min = "1s", max = "5m")
    @Doc("How long all feeds and forms of address together are tried before a player is told that there is nothing.")
    Duration openTimeout();

    @WithDefault("5s")
    @Within(min = "0s", max = "1m")
    @Doc("How long to wait for one of the provider's connections.")
    Duration slotPatience();

    @WithDefault("10m")
    @Within(min = "10s", max = "1d")
    @Doc("A player that takes nothing for so long is gone; one that is paused takes nothing.")
    Duration pausePatience();

    @WithDefault("8s")
    @Within(min = "100ms", max = "5m")
    @Doc(
            "How long the provider's connection is kept for a player that may ask for the next piece; it is given up at once to who waits for one.")
    Duration linger();

    @WithDefault("45s")
    @Within(min = "1s", max = "10m")
    @Doc("How long a player of HLS keeps its seat without asking for anything.")
    Duration sessionIdle();
}

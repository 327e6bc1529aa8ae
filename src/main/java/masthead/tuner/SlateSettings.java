package masthead.tuner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the slates: pictures with words where there is nothing else to show. */
@ConfigMapping(prefix = "slates")
@Doc("Slates: pictures with words for viewers who cannot be shown what they asked for. Own ones: docs/3-operate.")
public interface SlateSettings {
    @WithDefault("false")
    @Doc("Whether a viewer who is refused is shown the reason as a picture instead of an HTTP error; never for wrong"
            + " credentials.")
    boolean refusals();

    @WithDefault("30s")
    @Within(min = "1s", max = "10m")
    @Doc("How long a refused viewer is shown the slate before his connection is closed.")
    Duration length();

    @WithDefault("50")
    @Between(min = 0, max = 100_000)
    @Doc("Refused viewers who are shown a slate at once; whoever comes above it gets the HTTP error.")
    int most();

    @Doc(
            "Own transport stream for \"channel offline\": a file in the folder slates of the data folder, or a whole path.")
    Optional<String> channelOffline();

    @Doc("Own transport stream for \"one moment, please\".")
    Optional<String> oneMoment();

    @Doc("Own transport stream for \"too many connections\".")
    Optional<String> tooManyConnections();

    @Doc("Own transport stream for \"account expired\".")
    Optional<String> accountExpired();

    @Doc("Own transport stream for \"account disabled\".")
    Optional<String> accountDisabled();
}

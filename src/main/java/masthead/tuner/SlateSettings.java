package masthead.tuner;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import masthead.config.Doc;

/** Settings of the slates: pictures with words where there is nothing else to show. */
@ConfigMapping(prefix = "slates")
@Doc("Slates: pictures with words for viewers who cannot be shown what they asked for. Own ones: docs/3-operate.")
public interface SlateSettings {
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

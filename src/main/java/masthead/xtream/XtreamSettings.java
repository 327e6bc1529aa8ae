package masthead.xtream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;

/** Settings of the players' door. */
@ConfigMapping(prefix = "xtream")
@Doc("The players' door: Xtream Codes API, playlists and guide.")
public interface XtreamSettings {
    @WithDefault("64MiB")
    @Doc(
            "Memory outside the heap for lists kept ready to send; 50,000 channels need about 20MiB. A list that may take more"
                    + " than a third of it is kept in a file instead.")
    ByteSize pages();

    @WithDefault("16")
    @Between(min = 1, max = 1000)
    @Doc(
            "Guides kept ready in files: one for each address that players reach us at, and each span of days they ask for.")
    int guideFiles();

    @WithDefault("200")
    @Between(min = 4, max = 100_000)
    @Doc(
            "Lists of movies and series, and large ones of live channels, kept ready in files: for each address that players reach"
                    + " us at, each category they ask for.")
    int titleFiles();

    @WithDefault("30")
    @Between(min = 1, max = 1_000_000)
    @Doc("Requests a second that one subscriber may send from one address to the .php routes; streams are not counted.")
    int requestsPerSecond();

    @WithDefault("60")
    @Between(min = 1, max = 1_000_000)
    @Doc("Requests that one subscriber may send at once before the limit per second counts.")
    int requestBurst();

    @WithDefault("UTC")
    @Doc(
            "The time zone of every local time that players are told or write themselves: server time, guide, catch-up. All move together.")
    ZoneId timezone();

    @Doc("A notice for every viewer; some players show it after the login.")
    Optional<String> message();
}

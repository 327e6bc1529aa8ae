package masthead.vod;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of movies and series. */
@ConfigMapping(prefix = "vod")
@Doc("Movies and series: how their files are carried, and what is remembered of them.")
public interface VodSettings {
    @WithDefault("5s")
    @Within(min = "0s", max = "10m")
    @Doc(
            "How long a seat and a provider's connection are kept when a player has closed a film's last range: it may open the"
                    + " next. Who needs the connection meanwhile gets it at once.")
    Duration linger();

    @WithDefault("3s")
    @Within(min = "0s", max = "1m")
    @Doc("How long a film waits for one of its provider's connections before the player is told that there is none.")
    Duration slotPatience();

    @WithDefault("20s")
    @Within(min = "100ms", max = "10m")
    @Doc("How long an older range of a film waits while a newer one of the same player has the connection, before it is"
            + " ended.")
    Duration turnPatience();

    @WithDefault("10m")
    @Within(min = "1s", max = "1d")
    @Doc("How long a player may take nothing of a film, paused for instance, before it is disconnected.")
    Duration sendPatience();

    @WithDefault("64MiB")
    @Doc("Memory for the beginnings and ends of films, which players probe again and again.")
    ByteSize windows();

    @WithDefault("1MiB")
    @Doc("How much of a film's beginning, and how much of its end, is kept in that memory.")
    ByteSize window();

    @WithDefault("10m")
    @Within(min = "1s", max = "1d")
    @Doc("How long what is remembered of a film's file, its length among it, is believed without asking the provider.")
    Duration believed();

    @WithDefault("3d")
    @Within(min = "1h", max = "90d")
    @Doc(
            "How long what a provider told of a movie or series is shown before it is asked again; the old is shown meanwhile.")
    Duration detailsKept();

    @WithDefault("4s")
    @Within(min = "0s", max = "1m")
    @Doc(
            "How long a player that opens a title waits for what its provider tells of it; then it gets what the list says.")
    Duration detailsPatience();

    @WithDefault("2000")
    @Between(min = 1, max = 1_000_000)
    @Doc(
            "Titles of one provider that wait to be asked for; when there are more, they are asked for when they are opened again.")
    int detailsQueue();
}

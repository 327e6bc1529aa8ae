package masthead.xtream.images;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the way of pictures through this server. */
@ConfigMapping(prefix = "images")
@Doc("Logos and programme pictures: fetched once, scaled, kept in the data folder, and served from here.")
public interface ImageSettings {
    @WithDefault("true")
    @Doc("Whether players get our address for a picture; else they get the one that stands in the list or guide.")
    boolean proxy();

    @WithDefault("256MiB")
    @Doc("Room in the data folder for pictures; what was not asked for longest makes room for new ones.")
    ByteSize cache();

    @WithDefault("3MiB")
    @Doc("The largest picture that is fetched.")
    ByteSize limit();

    @WithDefault("720")
    @Between(min = 32, max = 4096)
    @Doc("Pictures that are wider or higher are scaled down to this many pixels.")
    int size();

    @WithDefault("7d")
    @Within(min = "1m", max = "365d")
    @Doc(
            "After this time a picture is fetched again; the old one is served until the new one is here, and as long as its"
                    + " host is away.")
    Duration age();

    @WithDefault("8")
    @Between(min = 1, max = 1000)
    @Doc("Pictures that are fetched at once; others wait.")
    int fetches();

    @WithDefault("8s")
    @Within(min = "100ms", max = "1m")
    @Doc("How long a player waits for a picture that is not here yet; it is fetched for the next one all the same.")
    Duration patience();

    @WithDefault("false")
    @Doc("Whether pictures may be fetched from private networks and from this machine. If not, players get the address"
            + " itself where it is plainly such a one.")
    boolean privateAddresses();
}

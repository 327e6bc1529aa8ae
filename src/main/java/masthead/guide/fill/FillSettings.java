package masthead.guide.fill;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of programmes made up for channels without a guide. */
@ConfigMapping(prefix = "guide.fill")
@Doc("Programmes made up for channels that no guide has any for, so that no player shows an empty row.")
public interface FillSettings {
    @WithDefault("true")
    @Doc("Whether such channels get any.")
    boolean enabled();

    @WithDefault("{name}")
    @Doc("Their title; {name} is the channel's, {group} its category's.")
    String title();

    @Doc("Their description, if they are to have one; {name} and {group} as in the title.")
    Optional<String> description();

    @WithDefault("6h")
    @Within(min = "15m", max = "24h")
    @Doc("How long each is.")
    Duration length();

    @WithDefault("UTC")
    @Doc("The time zone of times in channels' names that say none, such as Europe/Rome.")
    ZoneId zone();
}

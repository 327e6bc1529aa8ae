package masthead.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import masthead.config.Doc;

/** Settings of the log. */
@ConfigMapping(prefix = "log")
@Doc("The log, which goes to standard output. It holds no credentials in either form.")
public interface LogSettings {
    @WithDefault("text")
    @Doc(
            "How an event is written: text is a line for people (and further ones for a fault's stack), json is one line with a JSON object.")
    LogFormat format();
}

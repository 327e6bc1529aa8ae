package masthead.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the operators' pages. */
@ConfigMapping(prefix = "dashboard")
@Doc("The operators' pages in the browser.")
public interface DashboardSettings {
    @WithDefault("8h")
    @Within(min = "1m", max = "30d")
    @Doc("How long a login lasts that nobody uses. A page that moves by itself does not count as use.")
    Duration sessionIdle();

    @WithDefault("7d")
    @Within(min = "1m", max = "365d")
    @Doc("How long a login lasts at most. All end with the program, and those of an operator with his password.")
    Duration sessionLongest();

    @WithDefault("2000")
    @Between(min = 100, max = 100_000)
    @Doc(
            "How many lines of the log are kept in memory for the page Logs, the oldest making room for new ones. Some 300 bytes each; "
                    + "an exception a few KiB.")
    int logLines();
}

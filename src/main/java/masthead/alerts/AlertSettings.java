package masthead.alerts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of what webhooks are told, and of how hard it is tried. */
@ConfigMapping(prefix = "alerts")
@Doc("Webhooks: when a source counts as down, when a disk counts as full, and how what is told gets sent.")
public interface AlertSettings {
    @WithDefault("3")
    @Between(min = 1, max = 1000)
    @Doc("How often in a row a provider's list fails to be read until the provider counts as down.")
    int failedImports();

    @WithDefault("3")
    @Between(min = 1, max = 1000)
    @Doc(
            "How many different feeds of a provider fail to open, with none of its feeds showing a picture in between, until the provider"
                    + " counts as down; all of them where it has fewer.")
    int failedFeeds();

    @WithDefault("1GiB")
    @Doc(
            "The disk of the data folder counts as nearly full with less free than this, and as well again with a tenth more; 0B: never.")
    ByteSize diskLow();

    @WithDefault("10s")
    @Within(min = "100ms", max = "1m")
    @Doc("How long a webhook may take to answer.")
    Duration patience();

    @WithDefault("12")
    @Between(min = 1, max = 100)
    @Doc("How often one alert is tried to be sent to a webhook until it is given up.")
    int attempts();

    @WithDefault("10s")
    @Within(min = "1s", max = "1h")
    @Doc(
            "The pause after the first try that failed. Each one that follows is twice as long, and each is shortened by up to half, by chance.")
    Duration firstPause();

    @WithDefault("1h")
    @Within(min = "1s", max = "1d")
    @Doc("The longest pause between two tries.")
    Duration longestPause();

    @WithDefault("100")
    @Between(min = 1, max = 10_000)
    @Doc(
            "Alerts that may wait for one webhook. Above it the oldest is dropped, and counted in masthead_webhook_alerts_dropped_total.")
    int waiting();
}

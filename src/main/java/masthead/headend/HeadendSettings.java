package masthead.headend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the imports. */
@ConfigMapping(prefix = "headend")
@Doc("Reading providers' lists.")
public interface HeadendSettings {
    @WithDefault("1000000")
    @Between(min = 1, max = 100_000_000)
    @Doc("Entries read of one list; what comes after them is skipped and counted.")
    int maxEntries();

    @WithDefault("2GiB")
    @Doc("The largest list once it is unpacked; while it is imported it takes this much room in the data folder.")
    ByteSize unpackedLimit();

    @WithDefault("30m")
    @Within(min = "1s", max = "7d")
    @Doc("How long fetching one list may take in all.")
    Duration patience();

    @WithDefault("VLC/3.0.20 LibVLC/3.0.20")
    @Doc(
            "The User-Agent sent when a list is fetched, where its provider names none; some providers refuse unknown ones.")
    String userAgent();

    @WithDefault("0.5")
    @Between(min = 0, max = 1)
    @Doc("A list that lost more than this share of its entries is not applied; 1 applies every list that is not empty.")
    double suspiciousLoss();
}

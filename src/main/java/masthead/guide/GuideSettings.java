package masthead.guide;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the guide. */
@ConfigMapping(prefix = "guide")
@Doc("Reading guides, and what is kept of them.")
public interface GuideSettings {
    @WithDefault("12h")
    @Within(min = "5m", max = "30d")
    @Doc("After how long a guide is read again by itself, where its source does not say.")
    Duration refresh();

    @WithDefault("10m")
    @Within(min = "0s", max = "6h")
    @Doc("Each reading is put off by up to this long, at random, so that not all servers ask the same host at once.")
    Duration jitter();

    @WithDefault("false")
    @Doc(
            "Whether guides that providers' lists name (x-tvg-url) become sources by themselves; otherwise they are offered and an operator accepts them.")
    boolean takeOffers();

    @WithDefault("Masthead")
    @Doc("The User-Agent sent for guides, where the source names none.")
    String userAgent();

    @WithDefault("30m")
    @Within(min = "1s", max = "1d")
    @Doc("How long reading one guide may take in all.")
    Duration patience();

    @WithDefault("1")
    @Between(min = 1, max = 16)
    @Doc("Guides read at once; each takes one processor and some 50 MB of memory while it is read.")
    int readAtOnce();

    @WithDefault("2GiB")
    @Doc("The largest guide as it is sent.")
    ByteSize downloadLimit();

    @WithDefault("8GiB")
    @Doc("The largest guide once it is unpacked; it is never kept whole.")
    ByteSize unpackedLimit();

    @WithDefault("5000000")
    @Between(min = 1, max = 100_000_000)
    @Doc("Programmes kept of one guide; what comes after them is dropped and counted.")
    int maxProgrammes();

    @WithDefault("50000")
    @Between(min = 1, max = 1_000_000)
    @Doc("Channels kept of one guide; what comes after them is dropped and counted.")
    int maxChannels();

    @WithDefault("20000")
    @Between(min = 1, max = 1_000_000)
    @Doc("Programmes kept of one channel of a guide; what comes after them is dropped and counted.")
    int maxPerChannel();

    @WithDefault("48h")
    @Within(min = "0s", max = "366d")
    @Doc("How long programmes are kept that are over, where the channel has no catch-up.")
    Duration past();

    @WithDefault("744h")
    @Within(min = "0s", max = "366d")
    @Doc("The longest that programmes are kept that are over, whatever catch-up the channel has.")
    Duration pastLimit();

    @WithDefault("504h")
    @Within(min = "1d", max = "366d")
    @Doc("How far ahead programmes are kept.")
    Duration future();

    @WithDefault("0.5")
    @Between(min = 0, max = 1)
    @Doc(
            "A guide that lost more than this share of its programmes is not applied unless an operator says so; 1 applies every guide with a programme now or to come.")
    double suspiciousLoss();

    @WithDefault("48MiB")
    @Doc("Memory for what is on now and next. Channels that do not fit are looked up in the database.")
    ByteSize memory();
}

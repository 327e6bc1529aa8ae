package masthead.tuner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the tuner: how patient it is with upstreams. */
@ConfigMapping(prefix = "tuner")
@Doc("Opening feeds: how long an upstream may take, and how a provider's connections are shared.")
public interface TunerSettings {
    @WithDefault("8s")
    @Within(min = "1ms", max = "10m")
    @Doc("How long an upstream may take to answer, redirects included.")
    Duration headTimeout();

    @WithDefault("8s")
    @Within(min = "1ms", max = "10m")
    @Doc("How long an upstream may take from its answer to the first transport stream packet.")
    Duration firstPacketTimeout();

    @WithDefault("10s")
    @Within(min = "1ms", max = "1h")
    @Doc("How long an upstream that is on air may be silent before it counts as lost.")
    Duration silenceTimeout();

    @WithDefault("1800ms")
    @Within(min = "100ms", max = "1h")
    @Doc("How long an upstream that is on air may be silent where the channel has another feed to go on with.")
    Duration stallTimeout();

    @WithDefault("5s")
    @Within(min = "0s", max = "1d")
    @Doc(
            "How long a feed that failed is left alone, as long as the channel has another; each further failure doubles it.")
    Duration rest();

    @WithDefault("5m")
    @Within(min = "100ms", max = "1d")
    @Doc("The longest a feed is left alone. One that worked for longer than this starts over.")
    Duration longestRest();

    @WithDefault("50ms")
    @Within(min = "0s", max = "1s")
    @Doc(
            "How much of a stream may gather before it is read: a longer time costs less processor and more delay. 0s reads it as"
                    + " it comes. Linux only.")
    Duration readBatch();

    @WithDefault("0")
    @Between(min = 0, max = 1_000_000_000)
    @Doc(
            "The highest bandwidth, in bit/s, of the variant that is played where an HLS source offers several; 0 takes the best.")
    long hlsMaxBandwidth();

    @Doc(
            "Folders whose transport stream files may be feeds (file:///folder/name.ts), separated by colons. None, and no file is"
                    + " opened, whatever a list says.")
    Optional<String> folders();

    @WithDefault("64MiB")
    @Doc("The largest file that may be a feed: it is kept in memory while it is on air, more than twice its size.")
    ByteSize fileLimit();

    @WithDefault("VLC/3.0.20 LibVLC/3.0.20")
    @Doc("The User-Agent sent to an upstream where neither the feed nor its provider names one; some providers refuse"
            + " unknown ones.")
    String userAgent();

    @WithDefault("200ms")
    @Within(min = "0s", max = "30s")
    @Doc(
            "How long a connection that was closed still counts: providers notice late, and refuse the next one or end another."
                    + " Where all connections of a provider are in use, zapping takes longer by as much.")
    Duration slotSettle();
}

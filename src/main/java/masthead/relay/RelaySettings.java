package masthead.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the relay: what a channel on air keeps, and how long it bears with viewers and upstreams. */
@ConfigMapping(prefix = "relay")
@Doc("Channels on air: memory, and patience with viewers and upstreams.")
public interface RelaySettings {
    @WithDefault("32MiB")
    @Doc(
            "The most a channel's ring keeps: what a new viewer starts from, and how far a slow one may lag. It should hold one"
                    + " group of pictures.")
    ByteSize ringSize();

    @WithDefault("20s")
    @Within(min = "1ms", max = "10m")
    @Doc("How much of the stream a channel's ring keeps, beyond one group of pictures.")
    Duration ringLength();

    @Doc(
            "Memory of all rings together. When it is spent rings shrink to one group of pictures, and no further channel goes on"
                    + " air. Without it a quarter of the machine's or container's memory, and at most three quarters of Java's"
                    + " -XX:MaxDirectMemorySize.")
    Optional<ByteSize> memory();

    @WithDefault("200")
    @Between(min = 1, max = 100_000)
    @Doc("Channels on air at once.")
    int maxChannels();

    @WithDefault("50ms")
    @Within(min = "1ms", max = "5s")
    @Doc(
            "How long packets are gathered before they are sent on, at most; a longer time costs less processor and more delay.")
    Duration batch();

    @WithDefault("12s")
    @Within(min = "1ms", max = "10m")
    @Doc("How long a viewer waits for a channel's first picture before he is told that there is none.")
    Duration openTimeout();

    @WithDefault("5s")
    @Within(min = "0s", max = "1d")
    @Doc("How long a channel stays on air after its last viewer left, so that coming back is quick.")
    Duration linger();

    @WithDefault("30s")
    @Within(min = "1ms", max = "1h")
    @Doc("How long a viewer may take nothing at all before he is disconnected.")
    Duration patience();

    @WithDefault("30s")
    @Within(min = "0s", max = "1d")
    @Doc("How long a lost upstream is tried again while its viewers are kept.")
    Duration reconnectTimeout();

    @WithDefault("5s")
    @Within(min = "0s", max = "10m")
    @Doc("How long to look for a key frame before a stream without marked ones is sent from any picture.")
    Duration keyFrameTimeout();
}

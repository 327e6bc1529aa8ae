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

    @WithDefault("0")
    @Between(min = 0, max = 2)
    @Doc(
            "How many neighbours of a watched channel in its category are brought on air before anybody asks for them: 1 for the"
                    + " next one, 2 for the one before it too. Only where the provider has a connection free after it, and memory"
                    + " allows; they give way at once.")
    int warmNeighbours();

    @WithDefault("10")
    @Between(min = 1, max = 10_000)
    @Doc("Channels on air for that reason at once, in all.")
    int warmMost();

    @WithDefault("2s")
    @Within(min = "1ms", max = "10m")
    @Doc("How long a viewer must have watched before the neighbours of his channel are brought on air.")
    Duration warmAfter();

    @WithDefault("30s")
    @Within(min = "1ms", max = "1h")
    @Doc("How long such a channel stays on air if nobody asks for it.")
    Duration warmTime();

    @WithDefault("30s")
    @Within(min = "1ms", max = "1h")
    @Doc("How long a viewer may take nothing at all before he is disconnected.")
    Duration patience();

    @WithDefault("2m")
    @Within(min = "0s", max = "1d")
    @Doc("How long a lost upstream is tried again while its viewers are kept.")
    Duration reconnectTimeout();

    @WithDefault("3s")
    @Within(min = "0s", max = "1h")
    @Doc("How long viewers of a lost upstream get null packets before they are shown a slate; 0s never shows one.")
    Duration slateAfter();

    @WithDefault("false")
    @Doc(
            "Whether a channel with several feeds keeps the next one open, where its provider has a connection to spare, so"
                    + " that viewers lose no time when the one on air fails.")
    boolean warmStandby();

    @WithDefault("0s")
    @Within(min = "0s", max = "7d")
    @Doc("After how long on another feed a channel tries to return to a better one; 0s stays with the one that works.")
    Duration returnAfter();

    @WithDefault("5s")
    @Within(min = "0s", max = "1h")
    @Doc("How long a better feed has to show pictures before a channel returns to it.")
    Duration returnCheck();

    @WithDefault("5s")
    @Within(min = "0s", max = "10m")
    @Doc("How long to look for a key frame before a stream without marked ones is sent from any picture.")
    Duration keyFrameTimeout();

    @WithDefault("2s")
    @Within(min = "500ms", max = "10s")
    @Doc(
            "How long a segment made for HLS players lasts. It begins with a key frame, so where those are further apart it is"
                    + " longer.")
    Duration hlsSegment();

    @WithDefault("6")
    @Between(min = 3, max = 60)
    @Doc("Segments in an HLS playlist. The ring keeps twice as many, as far as relay.ring-size allows.")
    int hlsWindow();

    @WithDefault("15s")
    @Within(min = "1s", max = "10m")
    @Doc("How long an HLS viewer keeps his seat without asking for a playlist or segment; three target durations at"
            + " least.")
    Duration hlsIdleTimeout();

    @WithDefault("10000")
    @Between(min = 1, max = 1_000_000)
    @Doc("HLS viewers at once; further ones are refused and counted in masthead_hls_sessions_refused_total.")
    int hlsSessions();

    @WithDefault("true")
    @Doc(
            "Whether a channel whose only feed is HLS is handed to HLS players as its source has it, with all variants, sound"
                    + " tracks and subtitles; else one variant of it is cut anew.")
    boolean hlsPassThrough();

    @WithDefault("64MiB")
    @Doc(
            "Memory for segments and playlists of HLS sources that are kept for other players, all channels together; what finds no"
                    + " room is counted in masthead_hls_shared_full_total.")
    ByteSize hlsShared();
}

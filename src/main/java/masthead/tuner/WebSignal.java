package masthead.tuner;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import masthead.format.hls.HlsReader;
import masthead.format.hls.NotHlsException;
import masthead.format.hls.PlainPlaylist;
import masthead.format.hls.Playlist;
import masthead.format.hls.References;

/**
 * What is at a web address: a transport stream or HLS. The answer tells, not the address, and not the feed's kind.
 *
 * <p>A list with one address in it, as some providers wrap around a stream, is followed once. Lives on one event loop.
 */
final class WebSignal implements Signal {
    /** Bytes of a playlist. */
    static final int LONGEST_PLAYLIST = 1024 * 1024;

    private final Way way;
    private final SignalOwner owner;
    private final HlsCounts counts;
    private volatile Signal current;
    private String address = "";
    private boolean followed;

    WebSignal(Way way, SignalOwner owner, HlsCounts counts) {
        this.way = way;
        this.owner = owner;
        this.counts = counts;
        this.current = new TsSignal(way, owner, this::playlist);
    }

    void open(String url) {
        address = url;
        TsSignal opening = new TsSignal(way, owner, this::playlist);
        current = opening;
        opening.open(url);
    }

    private void playlist(ByteBuf body, String url) {
        try {
            Playlist read = HlsReader.read(body.toString(StandardCharsets.UTF_8));
            if (read instanceof PlainPlaylist plain) {
                follow(plain, url);
            } else {
                HlsSignal hls = new HlsSignal(way, owner, counts, address);
                current = hls;
                hls.begin(read, url);
            }
        } catch (NotHlsException notOne) {
            owner.lost(new NoSignal.NotTransportStream("a playlist that cannot be read: " + notOne.getMessage()));
        }
    }

    private void follow(PlainPlaylist plain, String url) {
        List<String> addresses = plain.uris().stream().distinct().limit(2).toList();
        if (addresses.isEmpty()) {
            owner.lost(new NoSignal.NotTransportStream("an empty playlist"));
        } else if (addresses.size() > 1 || followed) {
            owner.lost(new NoSignal.NotTransportStream("a list of channels"));
        } else {
            followed = true;
            open(References.resolve(url, addresses.getFirst()));
        }
    }

    @Override
    public void close() {
        current.close();
    }

    @Override
    public void whenClosed(Runnable told) {
        way.calls().whenNone(told);
    }

    @Override
    public boolean connected() {
        return current.connected() || way.calls().any();
    }
}

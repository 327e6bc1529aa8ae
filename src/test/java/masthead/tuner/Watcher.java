package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.studio.CardCheck;
import masthead.studio.TestSettings;

/** Opens one web address as the tuner does, and watches what it shows. */
final class Watcher implements SignalOwner, AutoCloseable {
    final Metrics metrics = new Metrics();
    final AtomicInteger breaks = new AtomicInteger();
    private final CardCheck check;
    private final Loops loops = Loops.start(1);
    private final EventLoop loop = loops.next();
    private final WebSignal signal;
    private volatile Optional<NoSignal> lost = Optional.empty();
    private volatile boolean shown;
    private final AtomicLong bytes = new AtomicLong();

    /** @param own settings that differ from those of tests, which are impatient */
    Watcher(String url, String channel, Map<String, String> own) {
        check = new CardCheck(channel);
        Map<String, String> values = new HashMap<>(
                Map.of("tuner.silence-timeout", "2s", "tuner.first-packet-timeout", "4s", "tuner.head-timeout", "2s"));
        values.putAll(own);
        TunerSettings settings = TestSettings.of(TunerSettings.class, values);
        Upstreams upstreams = new Upstreams(TestSettings.of(HttpSettings.class, Map.of()), loops);
        signal = new WebSignal(
                new Way(upstreams, loop, settings, Map.of("User-Agent", "test")), this, HlsCounts.in(metrics));
        loop.execute(() -> signal.open(url));
    }

    Watcher(String url, String channel) {
        this(url, channel, Map.of());
    }

    CardCheck.Verdict verdict() {
        return check.verdict();
    }

    Optional<NoSignal> lost() {
        return lost;
    }

    boolean shown() {
        return shown;
    }

    long bytes() {
        return bytes.get();
    }

    /** A counter's value. */
    double count(String name) {
        return new String(metrics.page(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Override
    public void showsPackets() {
        shown = true;
    }

    @Override
    public void bytes(ByteBuf more) {
        byte[] copy = new byte[more.readableBytes()];
        more.getBytes(more.readerIndex(), copy);
        check.take(copy);
        bytes.addAndGet(copy.length);
    }

    @Override
    public boolean impatient() {
        return false;
    }

    @Override
    public void discontinuity() {
        breaks.incrementAndGet();
    }

    @Override
    public void lost(NoSignal why) {
        lost = Optional.of(why);
    }

    @Override
    public void close() {
        loop.execute(signal::close);
        loops.close();
    }
}

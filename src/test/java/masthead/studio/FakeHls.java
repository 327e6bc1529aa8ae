package masthead.studio;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import masthead.format.hls.AttributeList;
import masthead.format.hls.ByteRange;
import masthead.format.hls.HlsWriter;
import masthead.format.hls.Key;
import masthead.format.hls.MapRef;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.MultivariantPlaylist;
import masthead.format.hls.Rendition;
import masthead.format.hls.Segment;
import masthead.format.hls.Variant;
import masthead.format.mpegts.CardLoop;

/**
 * A live HLS source on a {@link FakePanel}, and what can be wrong with one: see {@link Trait}.
 *
 * <p>In its folder are {@code index.m3u8}, {@code master.m3u8} with the variants {@code low/} and {@code high/}, their
 * segments {@code <number>.ts}, and {@code key.bin}. It begins with three segments; {@link #advance} makes the next one, and
 * {@link #live} does so at its own pace. Any thread.
 */
public final class FakeHls implements AutoCloseable {
    /** What differs from a plain good source; may be switched at any time. */
    public enum Trait {
        /** AES-128; the initialization vector is the segment's number. */
        ENCRYPTED,
        /** AES-128 with an initialization vector in the list. */
        EXPLICIT_IV,
        /** The list says SAMPLE-AES. */
        SAMPLE_AES,
        /** All segments are parts of one {@code all.ts}. */
        BYTE_RANGES,
        /** Requests for parts are answered with the whole. */
        RANGES_IGNORED,
        /** {@code index.m3u8} leads to {@code node/index.m3u8} on its way. */
        REDIRECTED,
        /** Segments are given only under an address from one of the last two lists. */
        EXPIRING_TOKENS,
        /** The list does not change any more. */
        STALE,
        /** Every segment is 404. */
        SEGMENTS_GONE,
        /** Every segment breaks off in its middle. */
        SEGMENTS_CUT,
        /** Like that, but only for those who do not ask for the rest. */
        CUT_ONCE,
        /** Segments are web pages. */
        SEGMENTS_HTML,
        /** The list is a web page. */
        HTML,
        /** The list is 403. */
        REFUSED,
        /** The key is 403. */
        NO_KEY,
        /** Segments take as long as they last. */
        SLOW,
        /** Segments are fMP4, and the list says so. */
        FMP4,
        /** Variants have their sound in a list of its own, {@code low/} alone holds it. */
        SEPARATE_AUDIO,
        /** The stream is over. */
        ENDED
    }

    private static final class Piece {
        private final long number;
        private final byte[] bytes;
        private final boolean discontinuity;
        private final Instant time = Instant.now();

        Piece(long number, byte[] bytes, boolean discontinuity) {
            this.number = number;
            this.bytes = bytes;
            this.discontinuity = discontinuity;
        }
    }

    private static final byte[] KEY = FakePanel.bytes("sixteen bytes...");
    private static final String IV = "000102030405060708090a0b0c0d0e0f";
    private static final int WINDOW = 6;

    private final FakePanel panel;
    private final boolean ownPanel;
    private final String folder;
    private final Duration length;
    private final IntFunction<Material> materials;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final List<Piece> pieces = new ArrayList<>();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final List<ByteRange> ranges = new ArrayList<>();
    private final ScheduledExecutorService pace =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    private Material material;
    private int run;
    private long next;
    private long first;
    private long discontinuities;
    private boolean breaks;
    private long loads;
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();
    private String frozen = "";

    /** Makes the bytes of segments, one after the other, each from a key frame on. */
    public interface Material {
        byte[] next(Duration length);
    }

    /** A source of its own: a {@link TestCard} of {@code channel} in segments of one second. */
    public FakeHls(String channel) {
        this(new FakePanel(), true, "/" + channel + "/", Duration.ofSeconds(1), card(channel));
    }

    /** The same, in {@code /<channel>/} of {@code panel}. */
    public FakeHls(FakePanel panel, String channel) {
        this(panel, false, "/" + channel + "/", Duration.ofSeconds(1), card(channel));
    }

    /**
     * A source of any material in {@code folder}, which begins and ends with a slash.
     *
     * @param materials gives that of each run: the first one, and one more after each discontinuity
     */
    public FakeHls(FakePanel panel, String folder, Duration length, IntFunction<Material> materials) {
        this(panel, false, folder, length, materials);
    }

    private FakeHls(
            FakePanel panel, boolean ownPanel, String folder, Duration length, IntFunction<Material> materials) {
        this.panel = panel;
        this.ownPanel = ownPanel;
        this.folder = folder;
        this.length = length;
        this.materials = materials;
        this.material = materials.apply(0);
        for (int each = 0; each < 3; each++) {
            advance();
        }
        panel.under(folder, this::answer);
    }

    /** A {@link TestCard}, 25 pictures a second. */
    public static IntFunction<Material> card(String channel) {
        return run -> {
            TestCard card = new TestCard(channel, run, TestCard.Shape.SMALL);
            return length -> card.nextFrames((int) (length.toMillis() / 40));
        };
    }

    /** Real pictures: a file as {@link CardLoop} takes it, whose key frames must be {@code length} apart. */
    public static IntFunction<Material> loop(byte[] file) {
        return run -> {
            CardLoop loop = CardLoop.startingAt(file, Duration.ofSeconds(7L * run));
            ByteBuf buffer = Unpooled.buffer();
            int[] count = {0};
            return length -> {
                buffer.clear().ensureWritable(16 * 1024 * 1024);
                loop.fill(buffer, length.multipliedBy(++count[0]).minusNanos(1000));
                byte[] bytes = new byte[buffer.readableBytes()];
                buffer.readBytes(bytes);
                return bytes;
            };
        };
    }

    /** A test card that is shipped with Masthead, for {@link #loop}: a key frame every 1.6 s, 9.6 s in all. */
    public static byte[] shipped(String name) {
        try (InputStream in = FakeHls.class.getResourceAsStream("/masthead/cards/" + name + ".ts")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Makes a segment whenever one is due, from now on. */
    public FakeHls live() {
        pace.scheduleAtFixedRate(this::advance, length.toNanos(), length.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    /** Makes the next segment. */
    public synchronized void advance() {
        byte[] bytes = material.next(length);
        pieces.add(new Piece(next, bytes, breaks));
        ranges.add(new ByteRange(bytes.length, all.size()));
        all.writeBytes(bytes);
        next++;
        breaks = false;
        // Two more than the list shows: who is late still gets them.
        while (pieces.size() > WINDOW + 2) {
            discontinuities += pieces.removeFirst().discontinuity ? 1 : 0;
            ranges.removeFirst();
        }
        first = Math.max(pieces.getFirst().number, next - WINDOW);
    }

    /** The next segment begins with new clocks and counters, and the list says so. */
    public synchronized void breakOff() {
        material = materials.apply(++run);
        breaks = true;
    }

    /** Begins anew: number 0, new clocks, nothing of what was before. */
    public synchronized void restart() {
        material = materials.apply(++run);
        pieces.clear();
        ranges.clear();
        next = 0;
        first = 0;
        discontinuities = 0;
        advance();
    }

    /** From now on it is like this, too. */
    public synchronized FakeHls with(Trait... more) {
        traits.addAll(Arrays.asList(more));
        return this;
    }

    /** From now on it is not like this any more. */
    public synchronized FakeHls without(Trait... less) {
        Arrays.asList(less).forEach(traits::remove);
        return this;
    }

    /** The address of its media playlist. */
    public String url() {
        return panel.url(folder + "index.m3u8");
    }

    /** The address of its multivariant playlist. */
    public String master() {
        return panel.url(folder + "master.m3u8");
    }

    /** The path of something in its folder, as {@link FakePanel} counts it. */
    public String path(String name) {
        return folder + name;
    }

    public FakePanel panel() {
        return panel;
    }

    /** The number of the segment that will be made next. */
    public synchronized long next() {
        return next;
    }

    @Override
    public void close() {
        pace.shutdownNow();
        if (ownPanel) {
            panel.close();
        }
    }

    private synchronized boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Requests that came while a segment was still being sent. */
    public int overlaps() {
        return overlaps.get();
    }

    private void answer(Reply reply) throws IOException {
        overlaps.addAndGet(sending.get());
        String path = reply.request().path().substring(folder.length());
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals("master.m3u8")) {
            list(reply, HlsWriter.write(choice()));
        } else if (path.equals("index.m3u8") && has(Trait.REDIRECTED)) {
            Moods.redirect(panel.url(folder + "node/index.m3u8")).answer(reply);
        } else if (name.equals("index.m3u8")) {
            list(reply, index());
        } else if (name.equals("key.bin")) {
            (has(Trait.NO_KEY) ? Moods.status(403) : Moods.document("application/octet-stream", KEY)).answer(reply);
        } else {
            segment(reply, name);
        }
    }

    private void list(Reply reply, String list) throws IOException {
        if (has(Trait.HTML)) {
            Moods.html().answer(reply);
        } else if (has(Trait.REFUSED)) {
            Moods.status(403).answer(reply);
        } else {
            reply.whole(200, "application/vnd.apple.mpegurl", FakePanel.bytes(list));
        }
    }

    private MultivariantPlaylist choice() {
        AttributeList low = AttributeList.EMPTY.with("BANDWIDTH", 800_000).with("RESOLUTION", "320x180");
        AttributeList high = AttributeList.EMPTY.with("BANDWIDTH", 2_000_000).with("RESOLUTION", "640x360");
        List<Rendition> renditions = new ArrayList<>();
        if (has(Trait.SEPARATE_AUDIO)) {
            high = high.withText("AUDIO", "sound");
            renditions.add(new Rendition(AttributeList.EMPTY
                    .with("TYPE", "AUDIO")
                    .withText("GROUP-ID", "sound")
                    .withText("NAME", "Main")
                    .withText("URI", "sound/index.m3u8")));
        }
        return new MultivariantPlaylist(
                List.of(new Variant("low/index.m3u8", low), new Variant("high/index.m3u8", high)), renditions);
    }

    private synchronized String index() {
        if (has(Trait.STALE) && !frozen.isEmpty()) {
            return frozen;
        }
        loads++;
        List<Segment> shown = new ArrayList<>();
        long broken = discontinuities;
        for (int at = 0; at < pieces.size(); at++) {
            if (pieces.get(at).number < first) {
                broken += pieces.get(at).discontinuity ? 1 : 0;
            } else {
                shown.add(segment(pieces.get(at), ranges.get(at)));
            }
        }
        frozen = HlsWriter.write(new MediaPlaylist(4, length, first, broken, has(Trait.ENDED), shown));
        return frozen;
    }

    private Segment segment(Piece piece, ByteRange range) {
        String token = has(Trait.EXPIRING_TOKENS) ? "?token=" + loads : "";
        Segment plain =
                Segment.of(piece.number, piece.number + ".ts" + token, length).at(piece.time);
        Segment shown = piece.discontinuity ? plain.afterDiscontinuity() : plain;
        if (has(Trait.FMP4)) {
            return new Segment(
                    piece.number,
                    piece.number + ".m4s",
                    length,
                    piece.discontinuity,
                    shown.dateTime(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new MapRef("init.mp4", Optional.empty())),
                    false);
        }
        if (has(Trait.BYTE_RANGES)) {
            shown = Segment.of(piece.number, "all.ts", length).within(range);
        }
        if (has(Trait.SAMPLE_AES)) {
            return shown.encrypted(new Key(Key.Method.SAMPLE_AES, "key.bin", "", Key.IDENTITY));
        }
        if (has(Trait.EXPLICIT_IV)) {
            return shown.encrypted(new Key(Key.Method.AES_128, "key.bin", IV, Key.IDENTITY));
        }
        return has(Trait.ENCRYPTED) ? shown.encrypted(Key.aes128("key.bin")) : shown;
    }

    private void segment(Reply reply, String name) throws IOException {
        Optional<byte[]> found = has(Trait.SEGMENTS_GONE) ? Optional.empty() : bytes(name);
        String target = reply.request().target();
        int token = target.indexOf("token=");
        if (token >= 0 && Long.parseLong(target.substring(token + 6)) < loads() - 1) {
            Moods.status(403).answer(reply);
        } else if (found.isEmpty()) {
            Moods.status(404).answer(reply);
        } else if (has(Trait.SEGMENTS_HTML)) {
            Moods.html().answer(reply);
        } else {
            send(reply, found.get());
        }
    }

    private synchronized long loads() {
        return loads;
    }

    private void send(Reply reply, byte[] whole) throws IOException {
        String range = reply.request().header("Range");
        boolean part = !range.isEmpty() && !has(Trait.RANGES_IGNORED);
        int from = part ? Integer.parseInt(range.substring(6, range.indexOf('-'))) : 0;
        String last = part ? range.substring(range.indexOf('-') + 1) : "";
        int to = last.isEmpty() ? whole.length : Math.min(whole.length, Integer.parseInt(last) + 1);
        reply.head(part ? 206 : 200, "Content-Type: video/mp2t", "Content-Length: " + (to - from));
        boolean cut = has(Trait.SEGMENTS_CUT) || (has(Trait.CUT_ONCE) && from == 0);
        int stop = cut ? from + (to - from) / 2 : to;
        int step = has(Trait.SLOW) ? Math.max(1, (to - from) / 20) : to - from;
        sending.incrementAndGet();
        for (int at = from; at < stop; at += step) {
            if (at + step >= stop) {
                sending.decrementAndGet(); // before the client has all of it, and asks for more
            }
            reply.body(whole, at, Math.min(step, stop - at));
            if (has(Trait.SLOW)) {
                reply.pause(length.dividedBy(20));
            }
        }
    }

    private synchronized Optional<byte[]> bytes(String name) {
        if (name.equals("all.ts")) {
            return Optional.of(all.toByteArray());
        }
        return pieces.stream()
                .filter(each -> name.equals(each.number + ".ts"))
                .findFirst()
                .map(this::sealed);
    }

    private byte[] sealed(Piece piece) {
        if (!traits.contains(Trait.ENCRYPTED) && !traits.contains(Trait.EXPLICIT_IV)) {
            return piece.bytes;
        }
        try {
            Key key = new Key(Key.Method.AES_128, "", traits.contains(Trait.EXPLICIT_IV) ? IV : "", Key.IDENTITY);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new IvParameterSpec(key.ivOf(piece.number)));
            return cipher.doFinal(piece.bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

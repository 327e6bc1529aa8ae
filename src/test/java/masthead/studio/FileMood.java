package masthead.studio;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on a panel, with ranges as they should be; each method gives one that is wrong, or slow, in one way.
 */
public final class FileMood implements FakePanel.Mood {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    private static final int PIECE = 64 * 1024;

    private final byte[] body;
    private final String etag;
    private final String type;
    private final boolean ranges;
    private final long cut;
    private final Duration pace;
    private final int shift;

    private FileMood(byte[] body, String etag, String type, boolean ranges, long cut, Duration pace, int shift) {
        this.body = body;
        this.etag = etag;
        this.type = type;
        this.ranges = ranges;
        this.cut = cut;
        this.pace = pace;
        this.shift = shift;
    }

    /** Bytes that differ everywhere, the same for the same {@code seed}. */
    public static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    public static FileMood of(byte[] body) {
        return new FileMood(body, "\"one\"", "video/mp4", true, Long.MAX_VALUE, Duration.ZERO, 0);
    }

    /** Under another ETag; none if it is empty. */
    public FileMood tagged(String other) {
        return new FileMood(body, other, type, ranges, cut, pace, shift);
    }

    /** Answers 200 and all of it, whatever it is asked. */
    public FileMood withoutRanges() {
        return new FileMood(body, etag, type, false, cut, pace, shift);
    }

    /** Hangs up after so many bytes of an answer. */
    public FileMood cutAfter(long bytes) {
        return new FileMood(body, etag, type, ranges, bytes, pace, shift);
    }

    /** Waits before each 64 KiB. */
    public FileMood paced(Duration wait) {
        return new FileMood(body, etag, type, ranges, cut, wait, shift);
    }

    /** Answers with a range that begins elsewhere than it was asked to. */
    public FileMood shifted(int bytes) {
        return new FileMood(body, etag, type, ranges, cut, pace, bytes);
    }

    @Override
    public void answer(Reply reply) throws IOException {
        String asked = reply.request().header("Range");
        String condition = reply.request().header("If-Range");
        Matcher range = RANGE.matcher(asked);
        boolean same = condition.isEmpty() || condition.equals(etag);
        if (!ranges || !same || !range.matches()) {
            reply.head(200, "Content-Type: " + type, "Content-Length: " + body.length, tag());
            send(reply, 0, body.length);
            return;
        }
        boolean suffix = range.group(1).isEmpty();
        int last = body.length - 1;
        int number = Integer.parseInt(suffix ? range.group(2) : range.group(1));
        int from = (suffix ? Math.max(0, body.length - number) : number) + shift;
        int to = suffix || range.group(2).isEmpty() ? last : Math.min(last, Integer.parseInt(range.group(2)));
        if (from > last) {
            reply.head(416, "Content-Range: bytes */" + body.length, "Content-Length: 0");
            return;
        }
        reply.head(
                206,
                "Content-Type: " + type,
                "Content-Length: " + (to + 1 - from),
                "Content-Range: bytes " + from + "-" + to + "/" + body.length,
                "Accept-Ranges: bytes",
                tag());
        send(reply, from, to + 1);
    }

    private String tag() {
        return etag.isEmpty() ? "X-No-Tag: yes" : "ETag: " + etag;
    }

    private void send(Reply reply, int from, int until) throws IOException {
        int end = from + (int) Math.min(until - from, cut);
        for (int at = from; at < end; at += PIECE) {
            if (!pace.isZero()) {
                reply.pauseWhileThere(pace);
            }
            reply.body(body, at, Math.min(PIECE, end - at));
        }
    }
}

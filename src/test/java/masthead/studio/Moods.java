package masthead.studio;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import masthead.studio.FakePanel.Mood;

/** What a {@link FakePanel} can do to those who ask. They combine: {@code requiring("Referer", "x", live("a").stallingAfter(1_000_000))}. */
public final class Moods {
    private Moods() {}

    /** An endless {@link TestCard} at its own pace. */
    public static Live live(String channel) {
        return new Live(channel, TestCard.Shape.SMALL, true, Long.MAX_VALUE, End.CLOSE, "video/mp2t");
    }

    /** A whole document. */
    public static Mood document(String type, String body) {
        return document(type, FakePanel.bytes(body));
    }

    /** A whole document. */
    public static Mood document(String type, byte[] body) {
        return reply -> reply.whole(200, type, body);
    }

    /** An M3U list, asked for anew at every request. */
    public static Mood list(Supplier<String> list) {
        return reply -> reply.whole(200, "audio/x-mpegurl", FakePanel.bytes(list.get()));
    }

    /** An HTML page with status 200, as a blocked or expired account gets it. */
    public static Mood html() {
        return document("text/html", "<!DOCTYPE html><html><body><h1>Account suspended</h1></body></html>");
    }

    /** A refusal. */
    public static Mood status(int status) {
        return reply -> reply.whole(status, "text/plain", FakePanel.bytes("status " + status));
    }

    /** Takes the request and never answers. */
    public static Mood silent() {
        return Reply::silence;
    }

    /** Takes the request and resets the connection. */
    public static Mood resetting() {
        return Reply::reset;
    }

    /** One hop to {@code url}. */
    public static Mood redirect(String url) {
        return reply -> reply.head(302, "Location: " + url, "Content-Length: 0");
    }

    /** {@code hops} hops over the same path, which then does {@code last}. */
    public static Mood redirects(int hops, Mood last) {
        return reply -> {
            String target = reply.request().target();
            int at = target.lastIndexOf("hop=");
            int hop = at < 0 ? 0 : Integer.parseInt(target.substring(at + "hop=".length()));
            if (hop == hops) {
                last.answer(reply);
            } else {
                reply.head(302, "Location: " + reply.request().path() + "?hop=" + (hop + 1), "Content-Length: 0");
            }
        };
    }

    /** Answers after a while. */
    public static Mood slow(Duration wait, Mood then) {
        return reply -> {
            reply.pause(wait);
            then.answer(reply);
        };
    }

    /** Answers 403 unless the request has the header with exactly this value. */
    public static Mood requiring(String header, String value, Mood then) {
        return reply -> (reply.request().header(header).equals(value) ? then : status(403)).answer(reply);
    }

    /** Sends half of a document that promised to be whole, then closes. */
    public static Mood half(String type, byte[] body) {
        return reply -> {
            reply.head(200, "Content-Type: " + type, "Content-Length: " + body.length);
            reply.body(body, 0, body.length / 2);
        };
    }

    /** How a stream ends. */
    enum End {
        CLOSE,
        RESET,
        STALL
    }

    /** A live stream; each method gives one that differs in one thing. Every connection starts a run of its own. */
    public record Live(String channel, TestCard.Shape shape, boolean paced, long length, End end, String type)
            implements Mood {
        /** As fast as it is read. */
        public Live unpaced() {
            return new Live(channel, shape, false, length, end, type);
        }

        /** In another shape. */
        public Live shaped(TestCard.Shape other) {
            return new Live(channel, other, paced, length, end, type);
        }

        /** Under another Content-Type. */
        public Live typed(String other) {
            return new Live(channel, shape, paced, length, end, other);
        }

        /** Says nothing more after so many bytes, and keeps the connection open. */
        public Live stallingAfter(long bytes) {
            return new Live(channel, shape, paced, bytes, End.STALL, type);
        }

        /** Closes after so many bytes; in the middle of a packet unless they are a multiple of 188. */
        public Live cutAfter(long bytes) {
            return new Live(channel, shape, paced, bytes, End.CLOSE, type);
        }

        /** Resets the connection after so many bytes. */
        public Live resetAfter(long bytes) {
            return new Live(channel, shape, paced, bytes, End.RESET, type);
        }

        @Override
        public void answer(Reply reply) throws IOException {
            reply.head(200, "Content-Type: " + type);
            if (reply.request().method().equals("HEAD")) {
                return;
            }
            TestCard card = new TestCard(channel, reply.run(), shape);
            long start = System.nanoTime();
            for (long frame = 0; reply.written() < length; frame++) {
                if (paced) {
                    Duration due = card.frameDuration().multipliedBy(frame);
                    reply.pause(due.minusNanos(System.nanoTime() - start));
                }
                byte[] bytes = card.nextFrame();
                reply.body(bytes, 0, (int) Math.min(bytes.length, length - reply.written()));
            }
            switch (end) {
                case CLOSE -> {}
                case RESET -> reply.reset();
                case STALL -> reply.silence();
            }
        }
    }
}

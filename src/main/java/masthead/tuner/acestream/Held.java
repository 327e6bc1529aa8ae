package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import masthead.tuner.NoSignal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that an engine has made for us: its stream, and its end, once. Lives on one event loop. */
final class Held {
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final EnginePool.Claim claim;
    private final StartAnswer answer;
    private final EventLoop loop;
    private final Session.House house;
    private @Nullable Opened stream;

    /** It is remembered from now on, until the engine has stopped it. */
    Held(EnginePool.Claim claim, StartAnswer answer, EventLoop loop, Session.House house) {
        this.claim = claim;
        this.answer = answer;
        this.loop = loop;
        this.house = house;
        answer.command().ifPresent(path -> house.leftovers().add(claim.address(), path));
    }

    StartAnswer answer() {
        return answer;
    }

    /**
     * Opens the stream, in place of the one that was open.
     *
     * @param again whether it was open before
     */
    void open(boolean again, Reader.Listener listener) {
        closeStream();
        Opened opening = new Opened(listener);
        stream = opening;
        opening.reader = house.reading()
                .open(claim.client().streams(), claim.address().ask(answer.playback()), again, loop, opening);
        if (opening.over) {
            opening.close();
        }
    }

    void closeStream() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    /** Has the engine stop it, closes the stream in any case, and goes on: when it has, or when patience is over. */
    void stop(Runnable then) {
        if (answer.command().isEmpty()) {
            closeStream();
            then.run();
            return;
        }
        String path = answer.command().get();
        claim.client().stop(path, loop, told -> {
            boolean silent = told instanceof EngineClient.Told.Nothing(String why, boolean unreachable) && !unreachable;
            if (silent) { // the next start tries again
                log.atWarn()
                        .addKeyValue("engine", claim.address())
                        .log("An AceStream session was told to stop, without an answer");
            } else {
                house.leftovers().remove(claim.address(), path);
            }
            closeStream();
            then.run();
        });
    }

    /** Leaves it to the engine, which ends what nobody reads. */
    void abandon() {
        closeStream();
        answer.command().ifPresent(path -> house.leftovers().remove(claim.address(), path));
    }

    /** One opening of the stream: tells nothing after it is closed. */
    private static final class Opened implements Reader.Listener {
        private final Reader.Listener listener;
        private @Nullable Reader reader;
        private boolean over;

        Opened(Reader.Listener listener) {
            this.listener = listener;
        }

        @Override
        public void showsPackets() {
            if (!over) {
                listener.showsPackets();
            }
        }

        @Override
        public void bytes(ByteBuf bytes) {
            if (!over) {
                listener.bytes(bytes);
            }
        }

        @Override
        public void discontinuity() {
            if (!over) {
                listener.discontinuity();
            }
        }

        @Override
        public void lost(NoSignal why) {
            if (!over) {
                over = true;
                listener.lost(why);
            }
        }

        void close() {
            over = true;
            if (reader != null) {
                reader.close();
            }
        }
    }
}

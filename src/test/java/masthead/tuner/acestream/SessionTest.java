package masthead.tuner.acestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.FeedId;
import masthead.format.acestream.AceContent;
import masthead.http.HttpSettings;
import masthead.http.Loops;
import masthead.http.Upstreams;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import masthead.studio.engine.Content;
import masthead.studio.engine.FakeEngine;
import masthead.tuner.NoSignal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of an engine whose stream is the test's own. */
class SessionTest {
    private static final Content ONE = Content.marked("one");
    private static final AceContent ASKED = new AceContent(AceContent.Kind.CONTENT_ID, ONE.contentId());

    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine().add(ONE);
    private final Loops loops = Loops.start(1);

    @AfterEach
    void close() {
        loops.close();
        engine.close();
    }

    /** Streams that end as soon as they are opened. */
    private AceStream ending(NoSignal why, Map<String, String> own) {
        Map<String, String> values = new HashMap<>(Map.of("acestream.engines", engine.address()));
        values.putAll(own);
        Upstreams upstreams = new Upstreams(TestSettings.of(HttpSettings.class, Map.of()), loops);
        AceStream made = new AceStream(
                TestSettings.of(AceSettings.class, values), upstreams, loops::next, folder, Clock.systemUTC());
        made.begin(
                (streams, url, again, loop, listener) -> {
                    loop.execute(() -> listener.lost(why));
                    return () -> {};
                },
                new Metrics());
        return made;
    }

    private Listening listen(AceStream engines) {
        Listening listening = new Listening(loops.next());
        listening.loop.execute(() -> engines.open(ASKED, listening));
        return listening;
    }

    @Test
    void an_engine_that_is_gone_without_refusing_is_not_the_contents_fault() {
        AceStream engines = ending(new NoSignal.Unreachable("the connection takes too long", false), Map.of());
        Listening listening = listen(engines);
        await().until(() -> listening.why != null);
        assertThat(listening.why).isInstanceOf(NoSignal.Unreachable.class);
        engines.close();
    }

    @Test
    void an_engine_that_has_no_data_in_time_is_there_all_the_same() {
        AceStream engines = ending(new NoSignal.Unreachable("no answer in time", true), Map.of());
        Listening listening = listen(engines);
        await().until(() -> listening.why != null);
        assertThat(listening.why).isInstanceOf(NoSignal.NoPeers.class);
        assertThat(engines.engines()).noneMatch(each -> each.state() == EngineState.DOWN);
        engines.close();
    }

    /** Hears why it ends. */
    private static final class Listening implements Tap {
        private final EventLoop loop;
        private volatile @Nullable NoSignal why;

        Listening(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public EventLoop loop() {
            return loop;
        }

        @Override
        public Optional<FeedId> feed() {
            return Optional.empty();
        }

        @Override
        public boolean impatient() {
            return false;
        }

        @Override
        public void showsPackets() {
            // There are none.
        }

        @Override
        public void bytes(ByteBuf bytes) {
            // There are none.
        }

        @Override
        public void discontinuity() {
            // There are none.
        }

        @Override
        public void lost(NoSignal reason) {
            why = reason;
        }
    }
}

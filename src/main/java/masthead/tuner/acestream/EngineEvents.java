package masthead.tuner.acestream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what an engine tells of a session by itself: that it has ended it, and why (docs/4-protocols/acestream.md,
 * "Sessions"). One question at a time, which is held until there is something to tell. Lives on the session's event loop.
 */
final class EngineEvents {
    /** Told when the engine has ended the session. */
    @FunctionalInterface
    interface Ended {
        /** @param option what the engine lacks, where that is why */
        void ended(String why, Optional<String> option);
    }

    private static final long PAUSE_SECONDS = 5;
    private static final Set<String> TERMINAL = Set.of("download_stopped", "segmenter_failed");

    private final EventLoop loop;
    private final Ended told;
    private @Nullable EngineCall call;
    private @Nullable ScheduledFuture<?> pause;
    private boolean over = true;

    EngineEvents(EventLoop loop, Ended told) {
        this.loop = loop;
        this.told = told;
    }

    void follow(EngineClient engine, Optional<String> path) {
        stop();
        if (path.isPresent()) {
            over = false;
            ask(engine, path.get());
        }
    }

    void stop() {
        over = true;
        if (call != null) {
            call.close();
            call = null;
        }
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
    }

    private void ask(EngineClient engine, String path) {
        if (!over) {
            call = engine.event(path, loop, answer -> take(engine, path, answer));
        }
    }

    private void take(EngineClient engine, String path, EngineClient.Told answer) {
        switch (answer) {
            case EngineClient.Told.Yes(EngineJson event)
            when TERMINAL.contains(event.text("name").orElse("")) -> {
                stop();
                EngineJson params = event.in("params");
                boolean lacks =
                        params.text("reason").filter("missing_option"::equals).isPresent();
                told.ended(
                        "the engine ended the session",
                        lacks ? Optional.of(params.text("option").orElse("unknown")) : Optional.empty());
            }
            case EngineClient.Told.Yes(EngineJson other) -> later(engine, path);
            case EngineClient.Told.No(String error) ->
                stop(); // the session is over, or has no events: the stream tells
            case EngineClient.Told.Nothing(String why, boolean unreachable) -> later(engine, path);
        }
    }

    /** Not at once: an engine that answers at once would be asked without end. */
    private void later(EngineClient engine, String path) {
        pause = loop.schedule(() -> ask(engine, path), PAUSE_SECONDS, TimeUnit.SECONDS);
    }
}

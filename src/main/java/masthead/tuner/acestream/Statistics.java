package masthead.tuner.acestream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks an engine for a session's numbers every now and then, one question at a time. Lives on the session's event loop. */
final class Statistics {
    private final AceSettings settings;
    private final EventLoop loop;
    private final Runnable came;
    private final Consumer<String> over;
    private SessionSeen.Numbers numbers = SessionSeen.Numbers.NONE;
    private @Nullable ScheduledFuture<?> ticks;
    private boolean asking;
    private int denied;
    private int generation;
    private long edge = -1;
    private long edgeNanos;

    /**
     * @param came called when there are new numbers
     * @param over called when the engine does not know the session any more, or gives it up, with its words
     */
    Statistics(AceSettings settings, EventLoop loop, Runnable came, Consumer<String> over) {
        this.settings = settings;
        this.loop = loop;
        this.came = came;
        this.over = over;
    }

    SessionSeen.Numbers numbers() {
        return numbers;
    }

    void follow(EngineClient engine, Optional<String> path) {
        stop();
        if (path.isPresent()) {
            int mine = generation;
            long millis = settings.statInterval().toMillis();
            ticks = loop.scheduleAtFixedRate(
                    () -> ask(engine, path.get(), mine), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        generation++;
        asking = false;
        denied = 0;
        edge = -1;
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    private void ask(EngineClient engine, String path, int mine) {
        if (asking) {
            return;
        }
        asking = true;
        engine.stat(path, loop, told -> {
            if (mine == generation) {
                asking = false;
                take(told);
            }
        });
    }

    private void take(EngineClient.Told told) {
        switch (told) {
            case EngineClient.Told.Yes(EngineJson response) -> {
                denied = 0;
                read(response);
                came.run();
                if (response.text("status").filter("err"::equals).isPresent()) {
                    over.accept("the engine gave it up");
                }
            }
            case EngineClient.Told.No(String error) -> {
                // Twice, since an engine may be about to make it.
                if (error.contains(EngineClient.SESSION_OVER) && ++denied >= 2) {
                    over.accept("the engine ended the session");
                }
            }
            case EngineClient.Told.Nothing(String why, boolean unreachable) -> {
                // The stream itself tells whether the engine is gone.
            }
        }
    }

    private void read(EngineJson response) {
        long now = System.nanoTime();
        OptionalLong last = edge(response.in("livepos"));
        if (last.isPresent() && last.getAsLong() != edge) {
            edge = last.getAsLong();
            edgeNanos = now;
        }
        boolean frozen = edge >= 0
                && last.isPresent()
                && now - edgeNanos > settings.frozenAfter().toNanos();
        numbers = new SessionSeen.Numbers(
                response.text("status")
                        .map(text -> text.substring(0, Math.min(20, text.length())))
                        .orElse(""),
                Math.clamp(response.number("progress").orElse(0), 0, 100),
                Math.clamp(response.number("peers").orElse(0), 0, 1_000_000),
                Math.max(0, response.number("speed_down").orElse(0)),
                Math.max(0, response.number("speed_up").orElse(0)),
                Math.max(0, response.number("downloaded").orElse(0)),
                frozen);
    }

    /** The newest second of the broadcast that is there to be had. */
    private static OptionalLong edge(EngineJson livepos) {
        OptionalLong last = livepos.number("last_ts");
        return last.isPresent() ? last : livepos.number("live_last");
    }
}

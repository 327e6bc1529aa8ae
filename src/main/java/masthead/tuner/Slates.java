package masthead.tuner;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masthead.format.mpegts.CardLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slates: ours inside the jar, some 100 KB each, and those an operator put in their place.
 *
 * <p>Each is read and taken apart once, and shared by all who are shown it. An operator's own are read when this is made, so
 * that he hears of a bad one at the start; ours is shown in its stead. Safe on any thread.
 */
public final class Slates {
    private static final Logger log = LoggerFactory.getLogger(Slates.class);

    /** What is kept in memory for good must be small: ten seconds of 6 Mbit/s. */
    private static final int LARGEST = 8 * 1024 * 1024;

    private final Map<Slate, CardLoop> read = new ConcurrentHashMap<>();

    /** @param data the data folder; an operator's own slates are looked for in its folder {@code slates} */
    public Slates(SlateSettings settings, Path data) {
        for (Slate slate : Slate.values()) {
            ownFile(slate, settings).flatMap(file -> own(slate, data, file)).ifPresent(card -> read.put(slate, card));
        }
    }

    private static Optional<String> ownFile(Slate slate, SlateSettings settings) {
        return switch (slate) {
            case CHANNEL_OFFLINE -> settings.channelOffline();
            case ONE_MOMENT -> settings.oneMoment();
            case TOO_MANY_CONNECTIONS -> settings.tooManyConnections();
            case ACCOUNT_EXPIRED -> settings.accountExpired();
            case ACCOUNT_DISABLED -> settings.accountDisabled();
        };
    }

    private static Optional<CardLoop> own(Slate slate, Path data, String file) {
        try {
            Path path = data.resolve("slates").resolve(file).toAbsolutePath().normalize();
            if (Files.size(path) > LARGEST) {
                throw new IllegalArgumentException("it is larger than 8 MiB");
            }
            return Optional.of(new CardLoop(Files.readAllBytes(path)));
        } catch (IOException | IllegalArgumentException e) { // a path that cannot be one is among the latter
            log.atWarn()
                    .addKeyValue("setting", "slates." + slate.wireName())
                    .addKeyValue("file", file)
                    .addKeyValue("reason", reason(e))
                    .log("Cannot use an own slate; the shipped one is shown instead");
            return Optional.empty();
        }
    }

    private static String reason(Exception e) {
        boolean ofSystem = e instanceof IOException || e instanceof InvalidPathException;
        return ofSystem ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    }

    /**
     * A loop of its own over {@code which}, from the first packet; empty only where the shipped one is missing from the jar.
     * Reads it if nobody was shown it before: on a thread that may block.
     */
    public Optional<CardLoop> open(Slate which) {
        return Optional.ofNullable(read.computeIfAbsent(which, Slates::shipped)).map(CardLoop::another);
    }

    private static @Nullable CardLoop shipped(Slate which) {
        try (InputStream in = Slates.class.getResourceAsStream("/masthead/slates/" + which.wireName() + ".ts")) {
            if (in != null) {
                return new CardLoop(in.readAllBytes());
            }
            log.atError().addKeyValue("slate", which.wireName()).log("A slate is missing from the program");
        } catch (IOException | IllegalArgumentException e) {
            log.atError().setCause(e).addKeyValue("slate", which.wireName()).log("A slate of the program is damaged");
        }
        return null;
    }

    /**
     * Plays {@code which} in real time, over and over, until it is closed. Never blocks; from any thread.
     *
     * @param ahead how much comes at once, so that a player has something to begin with
     * @param taker is called on {@code loop}; if it throws, the show is over
     */
    public Show play(Slate which, Duration ahead, EventLoop loop, Taker taker) {
        SlateShow show = new SlateShow(ahead, loop, taker);
        CardLoop known = read.get(which);
        if (known != null) {
            loop.execute(() -> show.start(known.another()));
        } else {
            Thread.ofVirtual()
                    .name("slate")
                    .start(() -> open(which).ifPresent(card -> loop.execute(() -> show.start(card))));
        }
        return show;
    }

    /** Who is shown a slate. */
    @FunctionalInterface
    public interface Taker {
        /** Whole packets, lent for this call: copy, do not keep, do not release. */
        void take(ByteBuf packets);

        /** Whether he can take more now; else he gets what he missed later, a round of it at most. */
        default boolean ready() {
            return true;
        }
    }

    /** A slate being shown. */
    public interface Show {
        /** Ends it; no more packets come. On its event loop. */
        void close();
    }
}

package masthead.tuner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import masthead.format.mpegts.CardLoop;

/** The test cards inside the jar, each read once, some 100 KB. Safe on any thread that may block. */
final class Cards {
    static final String SCHEME = "card:";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** A loop over the card that {@code url} ({@code card:<name>}) names, if there is one. */
    Optional<CardLoop> open(String url, Duration phase) {
        String name = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : "";
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        byte[] card = read.computeIfAbsent(name, Cards::load);
        return card.length == 0 ? Optional.empty() : Optional.of(CardLoop.startingAt(card, phase));
    }

    private static byte[] load(String name) {
        try (InputStream in = Cards.class.getResourceAsStream("/masthead/cards/" + name + ".ts")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the jar is damaged
        }
    }
}

package masthead.tuner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The test cards inside the jar, each read once. Safe on any thread; the first use of a card reads some 100 KB. */
final class Cards {
    static final String SCHEME = "card:";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** The transport stream of the card that {@code url} ({@code card:<name>}) names, if there is one. */
    Optional<byte[]> find(String url) {
        String name = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : "";
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        byte[] card = read.computeIfAbsent(name, Cards::load);
        return card.length == 0 ? Optional.empty() : Optional.of(card);
    }

    private static byte[] load(String name) {
        try (InputStream in = Cards.class.getResourceAsStream("/masthead/cards/" + name + ".ts")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the jar is damaged
        }
    }
}

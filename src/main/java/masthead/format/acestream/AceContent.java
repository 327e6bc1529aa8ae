package masthead.format.acestream;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an AceStream engine is asked to play.
 *
 * <p>A content id and an infohash look alike and are not interchangeable: the one names a transport file, the other a swarm.
 * One content can have both; only an engine tells which belong together.
 *
 * @param value 40 hex digits in lower case; of a transport file its http(s) address, which may hold credentials
 */
public record AceContent(Kind kind, String value) {
    /** What {@link AceContent#value} is; the order is the engine's, where an address names several. */
    public enum Kind {
        /** Of a transport file. */
        CONTENT_ID("content_id"),
        /** Of a swarm. */
        INFOHASH("infohash"),
        /** The address of a transport file, {@code .acelive} or {@code .torrent}; the engine fetches it. */
        TRANSPORT_URL("url");

        private final String parameter;

        Kind(String parameter) {
            this.parameter = parameter;
        }

        /** The parameter's name in addresses and in the engine's API. */
        public String parameter() {
            return parameter;
        }
    }

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern WEB = Pattern.compile("https?://[^/\\s]\\S*");

    /** @throws IllegalArgumentException if the value is none of its kind */
    public AceContent {
        if (!(kind == Kind.TRANSPORT_URL ? WEB : ID).matcher(value).matches()) {
            throw new IllegalArgumentException("not a value of kind " + kind);
        }
    }

    /** The one way this content is written: {@code acestream:?content_id=...}, {@code ?infohash=...} or {@code ?url=...}. */
    public String canonical() {
        return "acestream:?" + kind.parameter + "=" + (kind == Kind.TRANSPORT_URL ? Percent.encode(value) : value);
    }

    /**
     * The same digits taken for the other kind: public lists often put an infohash where a content id belongs, so what fails
     * as the one may play as the other. Empty for a transport file.
     */
    public Optional<AceContent> mistaken() {
        return switch (kind) {
            case CONTENT_ID -> Optional.of(new AceContent(Kind.INFOHASH, value));
            case INFOHASH -> Optional.of(new AceContent(Kind.CONTENT_ID, value));
            case TRANSPORT_URL -> Optional.empty();
        };
    }

    /** Without the address of a transport file: it may hold credentials. */
    @Override
    public String toString() {
        return kind == Kind.TRANSPORT_URL ? "acestream:?url=…" : canonical();
    }
}

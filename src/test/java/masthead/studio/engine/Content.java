package masthead.studio.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import masthead.studio.TestCard;

/**
 * A broadcast that a {@link FakeEngine} can play. Immutable.
 *
 * @param infohash 40 hex digits that name the swarm
 * @param contentId 40 other hex digits that name its transport file
 * @param shape what a marked stream looks like; unused for cards
 * @param listing what the engine's search tells of it
 */
public record Content(
        String name,
        String infohash,
        String contentId,
        Kind kind,
        TestCard.Shape shape,
        Nature nature,
        Listing listing) {
    /** What its packets are. */
    public enum Kind {
        /** A {@link TestCard} of the content's name: for checks, not for decoders. */
        MARKED,
        /** One of the cards that Masthead ships, which real players show. */
        CARD
    }

    /**
     * What the engine knows of it.
     *
     * @param live whether it goes on for ever; else it is a film of a minute
     * @param encrypted whether it plays as HLS alone
     */
    public record Nature(boolean live, boolean encrypted) {}

    /**
     * Its entry in the engine's search.
     *
     * @param availability from 0 to 1
     */
    public record Listing(
            List<String> categories, List<String> languages, List<String> countries, double availability) {
        public Listing {
            categories = List.copyOf(categories);
            languages = List.copyOf(languages);
            countries = List.copyOf(countries);
        }
    }

    private static final Nature LIVE = new Nature(true, false);
    private static final Listing LISTED = new Listing(List.of("informational"), List.of("eng"), List.of("gb"), 1);

    public Content {
        infohash = infohash.toLowerCase(Locale.ROOT);
        contentId = contentId.toLowerCase(Locale.ROOT);
        if (!infohash.matches("[0-9a-f]{40}") || !contentId.matches("[0-9a-f]{40}") || infohash.equals(contentId)) {
            throw new IllegalArgumentException("an infohash and a content id are 40 hex digits each, and differ");
        }
    }

    /** A live broadcast for checks; its ids follow from its name. A {@code CardCheck} of the same name reads it. */
    public static Content marked(String name) {
        return new Content(
                name,
                id("infohash of " + name),
                id("content " + name),
                Kind.MARKED,
                TestCard.Shape.SMALL,
                LIVE,
                LISTED);
    }

    /** A live broadcast that players show: {@code one}, {@code news}, {@code world}, {@code sport}, {@code kids}, {@code music}. */
    public static Content card(String name) {
        return new Content(
                name, id("infohash of " + name), id("content " + name), Kind.CARD, TestCard.Shape.SMALL, LIVE, LISTED);
    }

    /** Forty hex digits that follow from {@code words}. */
    static String id(String words) {
        try {
            byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }

    public Content shaped(TestCard.Shape other) {
        return new Content(name, infohash, contentId, kind, other, nature, listing);
    }

    public Content with(Nature other) {
        return new Content(name, infohash, contentId, kind, shape, other, listing);
    }

    public Content with(Listing other) {
        return new Content(name, infohash, contentId, kind, shape, nature, other);
    }

    public Content withIds(String itsInfohash, String itsContentId) {
        return new Content(name, itsInfohash, itsContentId, kind, shape, nature, listing);
    }

    /** How many bytes of stream a second has, about. */
    long bytesPerSecond() {
        return switch (kind) {
            case MARKED -> (long) shape.framesPerSecond() * (shape.packetsPerFrame() + 1) * 188;
            case CARD -> 30_000;
        };
    }
}

package masthead.format.xmltv;

/**
 * What a {@link XmltvFact} is about, in the order of xmltv.dtd.
 *
 * <p>The codes are kept in databases: they are never changed and never used again.
 */
public enum XmltvKey {
    /** The language of the programme's title. */
    TITLE_LANGUAGE('l', ""),
    /** A title in a further language. */
    TITLE('t', "title"),
    SUB_TITLE('s', "sub-title"),
    /** The language of the programme's description, where it is not the title's. */
    DESCRIPTION_LANGUAGE('j', ""),
    /** A description in a further language. */
    DESCRIPTION('d', "desc"),
    DIRECTOR('D', "director"),
    /** About: the role. */
    ACTOR('A', "actor"),
    WRITER('W', "writer"),
    ADAPTER('T', "adapter"),
    PRODUCER('P', "producer"),
    COMPOSER('M', "composer"),
    EDITOR('E', "editor"),
    PRESENTER('H', "presenter"),
    COMMENTATOR('K', "commentator"),
    GUEST('G', "guest"),
    /** When it was made: {@code YYYY}, {@code YYYYMMDD} or anything between. */
    DATE('y', "date"),
    CATEGORY('c', "category"),
    KEYWORD('k', "keyword"),
    LANGUAGE('L', "language"),
    ORIGINAL_LANGUAGE('o', "orig-language"),
    /** About: {@code seconds}, {@code minutes} or {@code hours}. */
    LENGTH('m', "length"),
    /** The address of a picture. */
    ICON('i', "icon"),
    URL('u', "url"),
    COUNTRY('C', "country"),
    /** About: {@code xmltv_ns} (three numbers from zero, with dots), {@code onscreen} (as a viewer reads it), or another system. */
    EPISODE('e', "episode-num"),
    /** The picture's shape, such as {@code 16:9}. */
    ASPECT('a', "aspect"),
    /** The picture's quality, such as {@code HDTV}. */
    QUALITY('q', "quality"),
    STEREO('S', "stereo"),
    /** A repeat. Value: when it was shown before; about: where. */
    PREVIOUSLY_SHOWN('p', "previously-shown"),
    PREMIERE('r', "premiere"),
    LAST_CHANCE('x', "last-chance"),
    NEW('n', "new"),
    /** Value: their language; about: {@code teletext}, {@code onscreen} or {@code deaf-signed}. */
    SUBTITLES('b', "subtitles"),
    /** About: who rates. */
    RATING('R', "rating"),
    /** Such as {@code 4/5}; about: who rates. */
    STAR_RATING('*', "star-rating"),
    /** The address of a picture of a kind ({@code poster}, {@code backdrop}, {@code still}). */
    IMAGE('I', "image"),
    /** Not in xmltv.dtd; read only. */
    LIVE('!', "live"),
    /** What the provider wants to hear when this is asked for later (Kodi's {@code catchup-id}); not in xmltv.dtd, read only. */
    CATCHUP_ID('#', "catchup-id");

    private final char code;
    private final String element;

    XmltvKey(char code, String element) {
        this.code = code;
        this.element = element;
    }

    char code() {
        return code;
    }

    /** The name of the element that tells it; empty where there is none. */
    String element() {
        return element;
    }

    /** The attribute that tells what a fact is about. */
    String attribute() {
        return switch (this) {
            case ACTOR -> "role";
            case LENGTH -> "units";
            case EPISODE, RATING, STAR_RATING, URL -> "system";
            case SUBTITLES, IMAGE -> "type";
            case PREVIOUSLY_SHOWN -> "channel";
            default -> "lang";
        };
    }
}

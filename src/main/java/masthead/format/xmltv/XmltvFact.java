package masthead.format.xmltv;

/**
 * One thing that a guide says of a programme.
 *
 * @param about the language of {@code value}, an actor's role, the system of a rating or an episode number, the unit of a
 *     length, the kind of an image or of subtitles, the channel where it was shown before; or empty
 * @param value may be empty where the key alone says it
 */
public record XmltvFact(XmltvKey key, String about, String value) {}

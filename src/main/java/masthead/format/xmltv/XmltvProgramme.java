package masthead.format.xmltv;

import java.time.Instant;

/**
 * One programme of a guide.
 *
 * @param channel the id of its channel, case-sensitive
 * @param stop {@code start} where the guide does not say when it ends: then it ends when the next one begins
 * @param title in the language that stands first; never empty when read
 * @param description in the title's language if there is one; may be empty
 */
public record XmltvProgramme(
        String channel, Instant start, Instant stop, String title, String description, XmltvDetails details)
        implements XmltvItem {}

package masthead.format.xmltv;

import java.time.Instant;

/**
 * One programme of a guide.
 *
 * @param channel the id of its channel, case-sensitive
 * @param description may be empty
 */
public record XmltvProgramme(String channel, Instant start, Instant stop, String title, String description) {}

package masthead.dashboard;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What a program knows of itself.
 *
 * @param started when it began to serve
 * @param database what keeps everything, in a word or two, without an address
 * @param folder where everything is
 */
public record SystemFacts(String version, Instant started, String database, Path folder) {}

package masthead.guide.match;

import java.time.Duration;

/**
 * One channel of a guide that a channel may be.
 *
 * @param score 0 to 1: how sure it is
 * @param explanation why, in words: "id differs; name equal after removing 'HD'; country IT = IT"
 * @param shift by how much the channel shows later what this guide says: not zero only where the guide lacks the later channel
 */
public record Candidate(String guideId, double score, String explanation, Duration shift) {}

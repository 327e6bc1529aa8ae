package masthead.relay;

import masthead.format.mpegts.Health;

/**
 * How the stream of a channel on air does, as it was within the last second.
 *
 * @param verdict fine as long as no feed is on air: then there is nothing to judge
 */
public record Condition(Verdict verdict, Health health) {}

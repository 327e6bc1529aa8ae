package masthead.guide.fill;

import java.time.Instant;
import java.util.Optional;

/**
 * What an event channel's name says is shown there.
 *
 * @param start when it begins; absent where the name does not say
 */
record Event(String title, Optional<Instant> start) {}

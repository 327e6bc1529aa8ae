package masthead.xtream;

import java.util.Optional;
import masthead.catalog.Channel;

/**
 * What somebody wants to watch, for the list of refusals.
 *
 * @param username as it was sent
 * @param asked the channel as it was asked for
 */
record Wanted(String username, String asked, Optional<Channel> channel) {}

package masthead.dashboard;

import java.util.Optional;
import masthead.catalog.Channel;

/** Where channels' logos are served from here: a page loads nothing from any other host. */
@FunctionalInterface
public interface Pictures {
    /** A path of ours, without the base path; empty where there is no logo, or where it is not served from here. */
    Optional<String> of(Channel channel);
}

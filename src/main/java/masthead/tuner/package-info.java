/**
 * Opens a channel's feeds, one upstream connection at a time.
 *
 * <p>May import: catalog, http, format, config, metrics.
 */
@NullMarked
package masthead.tuner;

import org.jspecify.annotations.NullMarked;

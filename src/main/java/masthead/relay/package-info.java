/**
 * Keeps channels on air: one signal in, many viewers out.
 *
 * <p>May import: tuner, catalog, http, format, config, metrics. Knows nothing of subscribers, routes or SQL.
 * Runs on event loops; nothing here blocks.
 */
@NullMarked
package masthead.relay;

import org.jspecify.annotations.NullMarked;

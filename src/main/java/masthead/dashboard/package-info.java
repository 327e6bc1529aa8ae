/**
 * The operators' door for browsers: pages, and what they load.
 *
 * <p>May import: relay, vod, alerts, tuner, access, headend, catalog, guide, http, format, config, metrics.
 */
@NullMarked
package masthead.dashboard;

import org.jspecify.annotations.NullMarked;

/**
 * The operators' door: JSON over HTTP.
 *
 * <p>May import: relay, vod, archive, alerts, tuner, access, headend, catalog, guide, http, format, config, metrics.
 */
@NullMarked
package masthead.rest;

import org.jspecify.annotations.NullMarked;

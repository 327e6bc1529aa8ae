/**
 * The players' door: Xtream Codes API, M3U and XMLTV, live streams.
 *
 * <p>May import: relay, vod, archive, tuner, access, catalog, guide, http, format, config, metrics.
 */
@NullMarked
package masthead.xtream;

import org.jspecify.annotations.NullMarked;

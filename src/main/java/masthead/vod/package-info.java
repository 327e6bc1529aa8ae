/**
 * Movies and series: lists ready to send, details asked for when somebody opens a title, files in ranges, and the local library.
 *
 * <p>May import: headend, tuner, access, catalog, database, http, format, config, metrics.
 */
@NullMarked
package masthead.vod;

import org.jspecify.annotations.NullMarked;

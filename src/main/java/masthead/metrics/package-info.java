/**
 * The one registry of counters and gauges, and its text page.
 *
 * <p>May import: nothing.
 */
@NullMarked
package masthead.metrics;

import org.jspecify.annotations.NullMarked;

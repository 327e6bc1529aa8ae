/**
 * Which channel of a guide a channel is: names taken apart, compared and explained. Pure: no database, no clock, no threads.
 */
@NullMarked
package masthead.guide.match;

import org.jspecify.annotations.NullMarked;

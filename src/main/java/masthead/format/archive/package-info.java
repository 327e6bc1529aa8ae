/** Catch-up: the addresses by which a stretch of a channel's past is asked for, read and written. */
@NullMarked
package masthead.format.archive;

import org.jspecify.annotations.NullMarked;

/**
 * Names of channels as lists and guides write them, taken apart: what makes the channel, its country, its quality. Pure.
 */
@NullMarked
package masthead.format.names;

import org.jspecify.annotations.NullMarked;

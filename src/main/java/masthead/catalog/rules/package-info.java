/**
 * What is done to the channels of providers' lists before players see them: presets, rules, and who is one channel with whom.
 *
 * <p>{@code Rules} keeps them, {@code Pass} works out what they say of every channel, in memory and without a database, and
 * {@code ShapeTable} writes what is new of that. Blocks; on a virtual thread.
 */
@NullMarked
package masthead.catalog.rules;

import org.jspecify.annotations.NullMarked;

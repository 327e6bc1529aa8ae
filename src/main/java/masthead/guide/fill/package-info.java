/** Programmes made up for channels that no guide has any for. */
@NullMarked
package masthead.guide.fill;

import org.jspecify.annotations.NullMarked;

/** Pictures on their way through: logos and programme pictures, fetched once, kept and served from here. */
@NullMarked
package masthead.xtream.images;

import org.jspecify.annotations.NullMarked;

@NullMarked
package masthead.tuner;

import org.jspecify.annotations.NullMarked;

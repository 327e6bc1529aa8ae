@NullMarked
package masthead.tuner.acestream;

import org.jspecify.annotations.NullMarked;

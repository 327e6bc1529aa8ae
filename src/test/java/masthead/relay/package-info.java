@NullMarked
package masthead.relay;

import org.jspecify.annotations.NullMarked;

@NullMarked
package masthead.dashboard;

import org.jspecify.annotations.NullMarked;

@NullMarked
package masthead.alerts;

import org.jspecify.annotations.NullMarked;

@NullMarked
package masthead.http;

import org.jspecify.annotations.NullMarked;

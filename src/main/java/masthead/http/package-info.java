/**
 * The one listener and the way out; the only room that knows Reactor.
 *
 * <p>May import: config, metrics.
 */
@NullMarked
package masthead.http;

import org.jspecify.annotations.NullMarked;

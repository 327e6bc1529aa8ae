/** XMLTV guides. */
@NullMarked
package masthead.format.xmltv;

import org.jspecify.annotations.NullMarked;

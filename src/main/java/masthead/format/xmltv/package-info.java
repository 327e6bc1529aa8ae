/** XMLTV guides (xmltv.dtd): read leniently, written strictly. */
@NullMarked
package masthead.format.xmltv;

import org.jspecify.annotations.NullMarked;

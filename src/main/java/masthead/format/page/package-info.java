/** Web pages that name AceStream contents, read as people read them: by lines, rows and headings. */
@NullMarked
package masthead.format.page;

import org.jspecify.annotations.NullMarked;

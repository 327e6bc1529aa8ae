package masthead.format.page;

import masthead.format.acestream.AceLink;

/**
 * A content that a page names.
 *
 * @param name never blank; where the page has none it is made of the content's first digits
 * @param group what the page says of several, for instance a heading; may be empty
 * @param logo absolute, or empty
 */
public record PageEntry(String name, AceLink link, String group, String logo) {}

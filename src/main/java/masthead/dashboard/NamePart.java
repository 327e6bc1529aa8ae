package masthead.dashboard;

import masthead.catalog.Folded;

/** What somebody looks for in names, without regard to case and accents; tried on each of very many. Immutable. */
final class NamePart {
    private final String folded;

    NamePart(String text) {
        this.folded = Folded.of(text);
    }

    boolean in(String name) {
        if (folded.isEmpty()) {
            return true;
        }
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) > 0x7f) {
                return Folded.of(name).contains(folded);
            }
        }
        // Most names need no folding, which makes texts: here none is made.
        for (int at = 0; at <= name.length() - folded.length(); at++) {
            if (name.regionMatches(true, at, folded, 0, folded.length())) {
                return true;
            }
        }
        return false;
    }
}

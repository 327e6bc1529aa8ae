package masthead.access;

/** Whose names are meant: the same name and password may belong to an operator and to a subscriber. */
enum Realm {
    SUBSCRIBER('s'),
    OPERATOR('o');

    private final char mark;

    Realm(char mark) {
        this.mark = mark;
    }

    /** What tells the two apart in a digest. */
    char mark() {
        return mark;
    }
}

package masthead.format.acestream;

/** A document is no answer of a search; the message says what it is instead, in half a sentence. */
public final class NotSearchAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSearchAnswer(String what) {
        super(what);
    }
}

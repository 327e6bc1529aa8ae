package masthead.headend;

/**
 * A document a list was made of, with what its server said of its version.
 *
 * @param etag as sent (RFC 9110, 8.8.3), or empty
 * @param lastModified as sent, or empty
 */
record ReadDocument(String url, String etag, String lastModified) {
    /** Whether its server can be asked if it changed. */
    boolean checkable() {
        return !etag.isEmpty() || !lastModified.isEmpty();
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "ReadDocument[" + etag + ", " + lastModified + "]";
    }
}

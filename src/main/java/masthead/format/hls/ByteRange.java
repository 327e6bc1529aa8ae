package masthead.format.hls;

/** Part of a resource: {@code length} bytes from {@code offset} on. */
public record ByteRange(long length, long offset) {
    /** More than any segment or file has; keeps sums within a long. */
    static final long MOST = 1L << 50;

    public ByteRange {
        if (length <= 0 || length > MOST || offset < 0 || offset > MOST) {
            throw new IllegalArgumentException("no range: " + length + "@" + offset);
        }
    }

    /** The value of a {@code Range} header that asks for it. */
    public String header() {
        return "bytes=" + offset + "-" + (offset + length - 1);
    }

    @Override
    public String toString() {
        return length + "@" + offset;
    }
}

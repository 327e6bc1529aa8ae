package masthead.format.m3u;

/** The two forms of {@code get.php}. */
public enum M3uForm {
    /** {@code type=m3u}: names and addresses only. */
    PLAIN,
    /** {@code type=m3u_plus}: with attributes. */
    PLUS
}

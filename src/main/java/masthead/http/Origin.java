package masthead.http;

/**
 * The address a client reached us at, as it must appear in what we answer: playlists, {@code server_info}, logos.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a bare host name or address; IPv6 in brackets
 * @param port always present, also where it is the scheme's default
 * @param path empty, or the base path that stands in front of every path of ours, for instance {@code /tv}
 */
public record Origin(String scheme, String host, int port, String path) {
    /** Of a server without a base path. */
    public Origin(String scheme, String host, int port) {
        this(scheme, host, port, "");
    }

    /** {@code http://host:port/path}, never with a slash at the end; the port is left out where it is the scheme's default. */
    @Override
    public String toString() {
        boolean standard = scheme.equals("https") ? port == 443 : port == 80;
        return scheme + "://" + host + (standard ? "" : ":" + port) + path;
    }
}

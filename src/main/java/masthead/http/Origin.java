package masthead.http;

/**
 * The address a client reached us at, as it must appear in what we answer: playlists, {@code server_info}, logos.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a bare host name or address; IPv6 in brackets
 * @param port always present, also where it is the scheme's default
 */
public record Origin(String scheme, String host, int port) {
    /** {@code http://host:port}; the port is left out where it is the scheme's default. */
    @Override
    public String toString() {
        boolean standard = scheme.equals("https") ? port == 443 : port == 80;
        return scheme + "://" + host + (standard ? "" : ":" + port);
    }
}

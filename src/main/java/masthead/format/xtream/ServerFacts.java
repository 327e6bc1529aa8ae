package masthead.format.xtream;

import java.time.Instant;

/**
 * What a player is told about the server: {@code server_info}. The time zone is always UTC.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a bare host name or address: players put scheme and port around it
 * @param port where the player reached us
 * @param now the server's time
 */
public record ServerFacts(String scheme, String host, int port, Instant now) {}

package masthead.format.xtream;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What a player is told about the server: {@code server_info}.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a bare host name or address: players put scheme and port around it
 * @param port where the player reached us
 * @param now the server's time
 * @param zone of every local time that players are told
 */
public record ServerFacts(String scheme, String host, int port, Instant now, ZoneId zone) {}

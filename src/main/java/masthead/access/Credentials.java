package masthead.access;

import masthead.config.Secret;

/** A name and a password as a player sent them. */
public record Credentials(String username, Secret password) {
    public static Credentials of(String username, String password) {
        return new Credentials(username, new Secret(password));
    }
}

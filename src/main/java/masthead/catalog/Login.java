package masthead.catalog;

import masthead.config.Secret;

/** The name and password of an account at a provider. */
public record Login(String username, Secret password) {
    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public Login {
        if (username.isBlank() || password.value().isEmpty()) {
            throw new IllegalArgumentException("an account needs a username and a password");
        }
        Plain.require("username", username, 200);
        Plain.require("password", password.value(), 200);
    }
}

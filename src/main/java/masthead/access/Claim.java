package masthead.access;

import java.util.Optional;

/**
 * Somebody says he is somebody.
 *
 * @param onFile the password hash kept for that name; absent if there is no such name
 */
record Claim(Realm realm, Credentials credentials, Optional<String> onFile) {
    /** Without the hash. */
    @Override
    public String toString() {
        return "Claim[" + realm + ", " + credentials + "]";
    }
}

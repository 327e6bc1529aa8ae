package masthead.dashboard;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import masthead.catalog.ChannelId;

/**
 * Leave to watch one channel for some hours by its address alone: a player beside the browser has no login. Sealed with a key of this
 * run, so that nothing is kept and a restart ends them all. Immutable.
 */
final class Tickets {
    static final Duration LASTING = Duration.ofHours(4);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL_BYTES = 18;

    private final Clock clock;
    private final SecretKeySpec key;

    Tickets(Clock clock) {
        this.clock = clock;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** One for an operator, good from now on. */
    String make(String operator, ChannelId channel) {
        long until = clock.instant().plus(LASTING).getEpochSecond();
        return encoded(operator.getBytes(StandardCharsets.UTF_8)) + "." + until + "."
                + encoded(seal(operator, channel, until));
    }

    /** The operator it was made for; nothing if it is not of ours, of another channel, or over. */
    Optional<String> operator(String ticket, ChannelId channel) {
        String[] parts = ticket.split("\\.", 4);
        if (parts.length != 3 || ticket.length() > 1000 || !parts[1].matches("\\d{1,12}")) {
            return Optional.empty();
        }
        try {
            String operator = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            byte[] sealed = Base64.getUrlDecoder().decode(parts[2]);
            long until = Long.parseLong(parts[1]);
            boolean good = MessageDigest.isEqual(sealed, seal(operator, channel, until))
                    && clock.instant().getEpochSecond() < until;
            return good ? Optional.of(operator) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] seal(String operator, ChannelId channel, long until) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] whole = mac.doFinal((until + "/" + channel + "/" + operator).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, SEAL_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package masthead.alerts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import masthead.config.Secret;

/**
 * Proves to a receiver that a message is ours and of when: {@code t=<seconds since 1970>,v1=<hex>}, the HMAC-SHA256 (RFC 2104) of the seconds,
 * a dot and the body, under the webhook's secret.
 */
final class Signature {
    static final String HEADER = "Masthead-Signature";

    private Signature() {}

    static String of(Secret secret, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = at.getEpochSecond() + "." + body;
            byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}

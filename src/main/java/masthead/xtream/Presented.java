package masthead.xtream;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import masthead.access.Credentials;

/** The credentials that came with a request, wherever the program could put them. */
final class Presented {
    private Presented() {}

    /** Those of the query, {@code username} and {@code password} or {@code user} and {@code pass}; else those of HTTP Basic. */
    static Optional<Credentials> of(
            Function<String, Optional<String>> parameter, Function<String, Optional<String>> header) {
        Optional<String> name = parameter.apply("username").or(() -> parameter.apply("user"));
        Optional<String> word = parameter.apply("password").or(() -> parameter.apply("pass"));
        return name.isPresent() && word.isPresent()
                ? Optional.of(Credentials.of(name.get(), word.get()))
                : header.apply("Authorization").flatMap(Presented::basic);
    }

    /** RFC 7617. */
    private static Optional<Credentials> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(Credentials.of(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}

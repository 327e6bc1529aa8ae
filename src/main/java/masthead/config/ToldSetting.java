package masthead.config;

import java.net.URI;
import java.util.Optional;

/**
 * A setting as it is told to operators: what it does, what it is now, and why. Without what is secret.
 *
 * @param key for instance {@code http.public-url}
 * @param environment the variable that sets it
 * @param doc what it does
 * @param allowed what may be written; empty where any text may
 * @param whenAbsent its default; absent where there is none
 * @param value what it is now, {@code ***} where it is secret; absent if it is not set and has no default
 * @param origin who wrote it; absent where it is the default
 */
public record ToldSetting(
        String key,
        String environment,
        String doc,
        String allowed,
        Optional<String> whenAbsent,
        Optional<String> value,
        Optional<String> origin) {
    private static final String HIDDEN = "***";

    static ToldSetting of(Setting setting, Optional<String> written, Optional<String> origin) {
        boolean anyText = setting.kind().type() == String.class || setting.secret();
        return new ToldSetting(
                setting.key(),
                setting.environment(),
                setting.doc(),
                anyText ? "" : setting.allowed(),
                setting.whenAbsent(),
                written.map(text -> setting.secret() ? HIDDEN : shown(text)).or(setting::whenAbsent),
                origin);
    }

    /** A text that is an address may hold a name and a password, in front of its host and behind it. */
    private static String shown(String text) {
        if (!text.contains("://")) {
            return text;
        }
        try {
            URI uri = URI.create(text.strip());
            boolean bare = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath() == null || uri.getRawPath().length() < 2);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return bare ? text : uri.getHost() == null ? HIDDEN : uri.getScheme() + "://" + uri.getHost() + port + "/…";
        } catch (IllegalArgumentException e) {
            return HIDDEN;
        }
    }
}

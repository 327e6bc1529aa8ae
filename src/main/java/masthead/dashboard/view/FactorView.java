package masthead.dashboard.view;

import java.util.List;

/**
 * The second factor of the operator himself.
 *
 * @param left recovery codes that are left
 * @param key what his authenticator is to be told, while it is off; {@code path} and {@code width} are the same for a camera
 * @param recovery codes that were just made: shown this once
 */
public record FactorView(
        boolean on, String since, int left, String key, String path, int width, List<String> recovery) {}

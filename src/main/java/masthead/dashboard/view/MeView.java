package masthead.dashboard.view;

import java.util.List;

/**
 * The operator himself, and what programs log in with in his name.
 *
 * @param scopes those his tokens can have
 * @param made a token that was just made: shown this once
 */
public record MeView(String name, String role, String since, List<String> scopes, List<Token> tokens, String made) {
    public record Token(int id, String name, String scopes, String used, String ends) {}
}

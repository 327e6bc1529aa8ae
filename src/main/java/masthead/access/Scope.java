package masthead.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a token may be used for, at most: never more than its operator may.
 *
 * @param role the most it can do
 * @param subject what it is about, such as {@code channels}; empty for everything
 */
public record Scope(Role role, String subject) {
    private static final Pattern WRITTEN = Pattern.compile("(read|edit|admin)(?::([a-z-]{1,32}))?");

    /** As it is written: {@code edit}, or {@code edit:channels} for that subject alone. */
    public static Optional<Scope> of(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Role role = switch (matcher.group(1)) {
            case "read" -> Role.VIEWER;
            case "edit" -> Role.EDITOR;
            default -> Role.OWNER;
        };
        return Optional.of(new Scope(role, Optional.ofNullable(matcher.group(2)).orElse("")));
    }

    /** The scope that reaches what a role may. */
    public static String word(Role role) {
        return switch (role) {
            case VIEWER -> "read";
            case EDITOR -> "edit";
            case OWNER -> "admin";
        };
    }

    public String written() {
        return word(role) + (subject.isEmpty() ? "" : ":" + subject);
    }

    boolean reaches(Role needed, String about) {
        return role.may(needed) && (subject.isEmpty() || subject.equals(about));
    }
}

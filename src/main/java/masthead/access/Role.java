package masthead.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator may do; each may do what those before it may. */
public enum Role {
    /** Look. */
    VIEWER,
    /** Change what is on offer and who watches. */
    EDITOR,
    /** Change who the operators are. */
    OWNER;

    /** As it is kept and shown: {@code owner}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    public boolean may(Role needed) {
        return compareTo(needed) >= 0;
    }
}

package masthead.guide.match;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a channel is, whatever list it is in: its name taken apart, and its country.
 *
 * @param name the name's key; empty where the name says nothing
 * @param countries codes, empty for unknown
 */
public record Identity(String name, Set<String> countries) {
    public Identity {
        countries = Collections.unmodifiableSet(new TreeSet<>(countries));
    }

    public static Identity of(Asked asked) {
        return new Identity(asked.name().key(), asked.countries());
    }

    /** Reads what {@link #countriesText} wrote. */
    public static Identity of(String name, String countries) {
        return new Identity(name, countries.isEmpty() ? Set.of() : Set.of(countries.split(",")));
    }

    public String countriesText() {
        return String.join(",", countries);
    }

    /** Whether both are the same channel, as far as it is known. */
    public boolean fits(Identity other) {
        return !name.isEmpty()
                && name.equals(other.name)
                && (countries.isEmpty()
                        || other.countries.isEmpty()
                        || !Collections.disjoint(countries, other.countries));
    }
}

package masthead.guide.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.format.names.IdReader;
import masthead.format.names.ReadName;

/** One channel of a guide as it is compared; each is only equal to itself. */
final class Entry {
    private static final int NAMES = 8;

    private final GuideLook look;
    private final List<ReadName> names;
    private final Set<String> countries;

    /**
     * @param names its display names and its id, taken apart
     * @param countries what they say; a display name says more than an id, whose end is often the broadcaster's country
     */
    private Entry(GuideLook look, List<ReadName> names, Set<String> countries) {
        this.look = look;
        this.names = names;
        this.countries = countries;
    }

    static Entry of(GuideLook look) {
        List<ReadName> names = new ArrayList<>();
        Set<String> countries = Set.of();
        for (String each : look.names()) {
            ReadName name = ReadName.of(each);
            if (!name.heading() && names.size() < NAMES) {
                names.add(name);
                countries = countries.isEmpty() ? name.countries() : countries;
            }
        }
        Optional<ReadName> id = IdReader.read(look.id());
        if (id.isPresent()) {
            names.add(id.get());
            countries = countries.isEmpty() ? id.get().countries() : countries;
        }
        return new Entry(look, List.copyOf(names), countries);
    }

    GuideLook look() {
        return look;
    }

    List<ReadName> names() {
        return names;
    }

    Set<String> countries() {
        return countries;
    }

    Entry in(Set<String> others) {
        return new Entry(look, names, others);
    }

    /** Whether it is the same channel as {@code other}, perhaps in another quality: then either is right. */
    boolean same(Entry other) {
        return countries.equals(other.countries)
                && names.stream()
                        .anyMatch(mine -> other.names.stream()
                                .anyMatch(theirs -> mine.key().equals(theirs.key())
                                        && !mine.key().isEmpty()));
    }

    /** How often each word is in {@code entries}. */
    static Map<String, Integer> frequencies(List<Entry> entries) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (Entry entry : entries) {
            entry.names().stream()
                    .flatMap(each -> each.words().stream())
                    .distinct()
                    .forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        return frequencies;
    }
}

package masthead.guide.match;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import masthead.format.names.Countries;
import masthead.format.names.Countries.Accord;
import masthead.format.names.IdReader;
import masthead.format.names.NameReader;
import masthead.format.names.ReadName;

/**
 * Finds channels in one guide: by their id, else by their name.
 *
 * <p>Made once for a guide, then asked for each channel; never compares all with all. The idea: a name taken apart ({@link ReadName})
 * leaves a key in which number, "+1" and distinguishing words are all that counts, and keys are looked up. Equal keys of one
 * country are certain. Whatever is less (an unknown country for a common name, two of equal right, a neighbour's channel, an id that
 * the name contradicts, names that are only similar) is told as a suggestion. Another number, or both of countries that have nothing
 * in common, is never applied.
 *
 * <p>Immutable after its construction, safe for any thread.
 */
public final class Matcher {
    /** At most so many candidates are told. */
    public static final int ALTERNATIVES = 5;

    /** From here on a candidate may be applied without asking. */
    public static final double CERTAIN = 0.88;

    /** Nearer than this, the second makes the first doubtful. */
    private static final double TOO_NEAR = 0.015;

    private static final double WORTH_TELLING = 0.62;
    /** A word in more entries than this finds too many to compare. */
    private static final int COMMON = 400;

    private static final String NAMES_DIFFER = "; names differ";
    private static final int SHORT_NAME = 5;
    private static final double HOME_SHARE = 0.8;
    private static final int HOME_AT_LEAST = 5;

    private final List<Entry> entries;
    private final Weights weights;
    private final Map<String, List<Entry>> byId = new HashMap<>();
    private final Map<String, List<Entry>> byIdKey = new HashMap<>();
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final Map<String, List<Entry>> byWord = new HashMap<>();
    private final Map<String, List<Entry>> byStart = new HashMap<>();

    /** @param source what the guide is called, for a hint at its country; may be empty */
    public Matcher(Collection<GuideLook> guide, String source) {
        List<Entry> read = guide.stream().map(Entry::of).toList();
        Set<String> home = home(read, source);
        this.entries = read.stream()
                .map(each -> each.countries().isEmpty() ? each.in(home) : each)
                .toList();
        this.weights = new Weights(entries);
        for (Entry entry : entries) {
            put(byId, entry.look().id(), entry);
            put(byIdKey, IdReader.key(entry.look().id()), entry);
            keys(entry).forEach(key -> put(byName, key, entry));
            entry.names().stream()
                    .flatMap(each -> each.words().stream())
                    .distinct()
                    .forEach(word -> put(byWord, word, entry));
            entry.names().stream().map(Matcher::start).distinct().forEach(start -> put(byStart, start, entry));
        }
    }

    /** The country nearly all of a guide is of; then the rest is taken for it too. */
    private static Set<String> home(List<Entry> entries, String source) {
        Map<Set<String>, Integer> counts = new HashMap<>();
        int known = 0;
        for (Entry each : entries) {
            if (each.countries().size() == 1) {
                known++;
                counts.merge(each.countries(), 1, Integer::sum);
            }
        }
        int enough = Math.max(HOME_AT_LEAST, (int) (known * HOME_SHARE));
        return counts.entrySet().stream()
                .filter(each -> each.getValue() >= enough)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> known(counts) >= HOME_AT_LEAST ? Set.of() : Countries.hint(source));
    }

    private static int known(Map<Set<String>, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void put(Map<String, List<Entry>> index, String key, Entry entry) {
        if (!key.isEmpty()) {
            List<Entry> there = index.computeIfAbsent(key, _ -> new ArrayList<>(1));
            if (there.isEmpty() || there.getLast() != entry) {
                there.add(entry);
            }
        }
    }

    private static Set<String> keys(Entry entry) {
        Set<String> keys = new LinkedHashSet<>();
        entry.names().forEach(each -> keys.addAll(keys(each)));
        return keys;
    }

    private static Set<String> keys(ReadName name) {
        Set<String> keys = new LinkedHashSet<>();
        if (!name.core().isEmpty()) {
            for (String each : List.of(name.whole(), name.full(), name.core(), name.stem(), "~" + name.sound())) {
                keys.add(each + "+" + name.shift());
            }
        }
        return keys;
    }

    /** Where a slip of the pen is looked for: at names that begin the same. */
    private static String start(ReadName name) {
        return name.core().length() < 6 ? "" : name.core().substring(0, 4);
    }

    /** What the guide has for {@code channel}; empty where there is nothing worth telling. */
    public Optional<Match> find(ChannelLook channel) {
        return find(Asked.of(channel), _ -> false);
    }

    /** As the other one, without the guide's channels that were {@code refused}, by id. */
    public Optional<Match> find(Asked asked, Predicate<String> refused) {
        if (asked.name().heading()) {
            return Optional.empty();
        }
        Map<Entry, Scored> scored = new LinkedHashMap<>();
        byIds(asked, scored);
        byNames(asked, scored);
        preferNames(scored);
        if (scored.values().stream().noneMatch(each -> each.score >= CERTAIN)) {
            bySimilarity(asked, scored);
            byShift(asked, scored);
        }
        List<Scored> best = scored.values().stream()
                .filter(each -> each.score >= WORTH_TELLING
                        && !refused.test(each.entry.look().id()))
                .sorted(Comparator.comparingDouble((Scored each) -> -each.score)
                        .thenComparingInt(each -> each.entry.look().id().length())
                        .thenComparing(each -> each.entry.look().id()))
                .toList();
        return best.isEmpty() ? Optional.empty() : Optional.of(judged(asked, best));
    }

    private static Match judged(Asked asked, List<Scored> best) {
        Scored first = best.getFirst();
        Optional<Scored> rival = best.stream()
                .skip(1)
                .filter(each -> first.score - each.score < TOO_NEAR && !each.entry.same(first.entry))
                .findFirst();
        boolean certain = first.score >= CERTAIN && !first.doubtful && rival.isEmpty();
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(first.candidate(asked, rival));
        best.stream()
                .skip(1)
                .limit(ALTERNATIVES - 1L)
                .forEach(each -> candidates.add(each.candidate(asked, Optional.empty())));
        return new Match(certain, candidates);
    }

    // ---- by id ----

    private void byIds(Asked asked, Map<Entry, Scored> scored) {
        String id = asked.look().guideId();
        if (id.isBlank()) {
            return;
        }
        for (Entry each : byId.getOrDefault(id, List.of())) {
            byId(asked, each, "id equal", 1, scored);
        }
        for (Entry each : byIdKey.getOrDefault(IdReader.key(id), List.of())) {
            if (!each.look().id().equals(id)) {
                byId(asked, each, "id equal but for case and signs", 0.985, scored);
            }
        }
    }

    /** An id is believed unless the name says another number or shift. */
    private static void byId(Asked asked, Entry entry, String words, double score, Map<Entry, Scored> scored) {
        Comparison name = bestEqual(asked.name(), entry);
        Scored found;
        if (name.name() > 0) {
            found = new Scored(entry, score, false, words + "; " + name.words());
        } else if (entry.names().stream()
                        .allMatch(each -> each.shift() != asked.name().shift())
                && !entry.names().isEmpty()) {
            found = new Scored(
                    entry,
                    0.7,
                    true,
                    words + ", but " + shifts(asked.name(), entry.names().getFirst()));
        } else if (!entry.names().isEmpty()
                && entry.names().stream().allMatch(each -> Comparison.numbersOppose(asked.name(), each))) {
            found = new Scored(entry, 0.7, true, words + ", but the names have other numbers");
        } else {
            found = new Scored(entry, score - 0.02, false, words + NAMES_DIFFER);
        }
        scored.merge(entry, found, Scored::better);
    }

    private static String shifts(ReadName one, ReadName other) {
        return "shift " + shift(one) + ", the guide's " + shift(other);
    }

    private static String shift(ReadName name) {
        return name.shift() == 0 ? "none" : "+" + name.shift();
    }

    // ---- by name ----

    private void byNames(Asked asked, Map<Entry, Scored> scored) {
        for (Entry entry : lookup(asked.name())) {
            Comparison name = bestEqual(asked.name(), entry);
            if (name.name() > 0) {
                scored.merge(entry, equal(asked, entry, name, asked.idWords()), Scored::better);
            }
        }
        asked.idName().ifPresent(idName -> {
            for (Entry entry : lookup(idName)) {
                Comparison name = bestEqual(idName, entry);
                if (name.name() > 0 && !scored.containsKey(entry)) {
                    Scored found = equal(asked, entry, name, "name in the list's id: ");
                    scored.put(
                            entry, contradicted(asked.name(), entry) ? found.less(0.2, true) : found.less(0.02, false));
                }
            }
        });
    }

    /** Where the name is that of another channel of the country, lists more often have the wrong id than the wrong name. */
    private static void preferNames(Map<Entry, Scored> scored) {
        boolean named =
                scored.values().stream().anyMatch(each -> each.score >= 0.95 && !each.byIdAlone() && !each.doubtful);
        if (named) {
            scored.replaceAll((_, each) -> each.byIdAlone() ? each.less(each.score - 0.85, true) : each);
        }
    }

    /** Whether the channel's own name says that it is not {@code entry}, whatever its id says. */
    private static boolean contradicted(ReadName name, Entry entry) {
        return entry.names().stream()
                .allMatch(each -> each.shift() != name.shift() || Comparison.numbersOppose(name, each));
    }

    private Set<Entry> lookup(ReadName name) {
        Set<Entry> found = new LinkedHashSet<>();
        keys(name).forEach(key -> found.addAll(byName.getOrDefault(key, List.of())));
        return found;
    }

    private static Comparison bestEqual(ReadName name, Entry entry) {
        return entry.names().stream()
                .map(each -> Comparison.equal(name, each))
                .max(Comparator.comparingDouble(Comparison::name))
                .orElse(Comparison.DIFFERENT);
    }

    /** What equal names are worth, by what is known of the countries. */
    private Scored equal(Asked asked, Entry entry, Comparison name, String words) {
        Accord accord = Countries.accord(asked.countries(), entry.countries());
        boolean shortName = asked.name().letters() < SHORT_NAME;
        double less = switch (accord) {
            case EQUAL -> asked.countries().size() > 1 ? 0.01 : 0;
            case UNKNOWN -> 0.04;
            case NEAR -> 0.06;
            case OPPOSED -> 0.22;
        };
        boolean doubtful = switch (accord) {
            case EQUAL -> false;
            case UNKNOWN -> shortName;
            case NEAR -> shortName && elsewhere(asked.name(), entry);
            case OPPOSED -> true;
        };
        double logo = sameLogo(asked.look().logo(), entry.look().icon()) ? 0.02 : 0;
        return new Scored(entry, Math.min(0.98, name.name() - less + logo), doubtful, words + name.words());
    }

    /** Whether the guide has this name for other countries too. */
    private boolean elsewhere(ReadName name, Entry entry) {
        return byName.getOrDefault(name.core() + "+" + name.shift(), List.of()).stream()
                .anyMatch(each -> !each.countries().equals(entry.countries()));
    }

    private static boolean sameLogo(String one, String other) {
        return !one.isBlank() && one.equals(other);
    }

    // ---- what is only alike ----

    private void bySimilarity(Asked asked, Map<Entry, Scored> scored) {
        Set<Entry> near = new HashSet<>(byStart.getOrDefault(start(asked.name()), List.of()));
        asked.name().words().stream()
                .filter(word -> !NameReader.isNumber(word))
                .map(word -> byWord.getOrDefault(word, List.of()))
                .filter(each -> each.size() <= COMMON)
                .forEach(near::addAll);
        for (Entry entry : near) {
            Accord accord = Countries.accord(asked.countries(), entry.countries());
            if (accord == Accord.OPPOSED || scored.containsKey(entry)) {
                continue;
            }
            Comparison name = Comparison.DIFFERENT;
            for (ReadName each : entry.names()) {
                Comparison other = Comparison.similar(asked.name(), each, weights);
                name = other.name() > name.name() ? other : name;
            }
            double less = accord == Accord.NEAR ? 0.1 : accord == Accord.UNKNOWN ? 0.04 : 0;
            if (name.name() - less >= WORTH_TELLING) {
                scored.put(entry, new Scored(entry, name.name() - less, true, asked.idWords() + name.words()));
            }
        }
    }

    /** A "+1" channel that the guide lacks is the other one, an hour later. */
    private void byShift(Asked asked, Map<Entry, Scored> scored) {
        if (asked.name().shift() == 0) {
            return;
        }
        ReadName now = asked.name().shifted(0);
        for (Entry entry : lookup(now)) {
            Comparison name = bestEqual(now, entry);
            Scored found = equal(asked, entry, name, asked.idWords());
            if (name.name() > 0 && found.score > 0.8) {
                String words = found.words + "; the guide has no " + shift(asked.name()) + ", so its times "
                        + asked.name().shift() + " h later";
                scored.merge(
                        entry,
                        new Scored(
                                entry,
                                0.8,
                                true,
                                words,
                                Duration.ofHours(asked.name().shift())),
                        Scored::better);
            }
        }
    }

    /** One of the guide's channels and what it is worth for the channel asked for. */
    private record Scored(Entry entry, double score, boolean doubtful, String words, Duration shift) {
        Scored(Entry entry, double score, boolean doubtful, String words) {
            this(entry, score, doubtful, words, Duration.ZERO);
        }

        /** Whether nothing but its id speaks for it. */
        boolean byIdAlone() {
            return words.endsWith(NAMES_DIFFER);
        }

        Scored better(Scored other) {
            return other.score > score ? other : this;
        }

        Scored less(double by, boolean nowDoubtful) {
            return new Scored(entry, score - by, doubtful || nowDoubtful, words, shift);
        }

        Candidate candidate(Asked asked, Optional<Scored> rival) {
            Accord accord = Countries.accord(asked.countries(), entry.countries());
            String ours = Countries.text(asked.countries());
            String theirs = Countries.text(entry.countries());
            String country = "; country "
                    + switch (accord) {
                        case EQUAL -> ours + " = " + theirs;
                        case NEAR -> ours + ", the guide's " + theirs + ", a neighbour";
                        case OPPOSED -> ours + ", the guide's " + theirs;
                        case UNKNOWN -> asked.countries().isEmpty() ? "unknown" : ours + ", the guide's unknown";
                    };
            String second = rival.map(each -> "; '" + each.entry.look().id() + "' is as near")
                    .orElse("");
            return new Candidate(entry.look().id(), Math.round(score * 1000) / 1000.0, words + country + second, shift);
        }
    }
}

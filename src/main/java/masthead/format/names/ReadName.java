package masthead.format.names;

import java.util.List;
import java.util.Set;

/**
 * A channel's name taken apart: what makes the channel, and what only a list or the quality says.
 *
 * <p>Numbers are part of what makes it: "Sky Sport 1" and "Sky Sport 11" have nothing equal here.
 *
 * @param countries what it says of its country; empty for unknown, several where a list's code may stand for several
 * @param shift by how many hours it is later ("+1"); 0 for not
 * @param whole all words joined, only marks of quality left out
 * @param full without a country's name at the end
 * @param core without words that names may have or not ("TV", "Channel")
 * @param words of the core, folded
 * @param quality marks of quality that were left out, in capitals
 * @param optional words that {@code core} leaves out of {@code full}
 * @param same follows from the words
 */
public record ReadName(
        Set<String> countries,
        int shift,
        String whole,
        String full,
        String core,
        List<String> words,
        List<String> quality,
        List<String> optional,
        Sameness same) {
    public static final ReadName NOTHING = new ReadName(Set.of(), 0, "", "", "", List.of(), List.of(), List.of());

    private static final int SHORTEST_PLURAL = 5;

    /** In what else names may be the same; worked out once, because it is looked at often. */
    public record Sameness(String stem, String sound, List<String> numbers) {
        private static Sameness of(List<String> words) {
            String stem =
                    NameReader.joined(words.stream().map(ReadName::singular).toList());
            return new Sameness(
                    stem,
                    Letters.sound(stem),
                    words.stream().filter(NameReader::isNumber).toList());
        }
    }

    ReadName(
            Set<String> countries,
            int shift,
            String whole,
            String full,
            String core,
            List<String> words,
            List<String> quality,
            List<String> optional) {
        this(countries, shift, whole, full, core, words, quality, optional, Sameness.of(words));
    }

    /** Takes {@code name} apart. */
    public static ReadName of(String name) {
        return NameReader.read(name, Set.of());
    }

    /**
     * What stays the same when a list writes the channel in another way: the core and the shift; empty where there is none.
     */
    public String key() {
        return core.isEmpty() || shift == 0 ? core : core + "+" + shift;
    }

    /** The same name, of these countries. */
    public ReadName in(Set<String> others) {
        return new ReadName(others, shift, whole, full, core, words, quality, optional, same);
    }

    /** The same name at another shift. */
    public ReadName shifted(int other) {
        return new ReadName(countries, other, whole, full, core, words, quality, optional, same);
    }

    private static String singular(String word) {
        return word.length() >= SHORTEST_PLURAL && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    /** The core without the s of plurals. */
    public String stem() {
        return same.stem;
    }

    /** How the core sounds, in Latin letters. */
    public String sound() {
        return same.sound;
    }

    /** Its numbers, in their order. */
    public List<String> numbers() {
        return same.numbers;
    }

    /** Whether it is a heading between channels, such as "### SPORT ###", or nothing at all. */
    public boolean heading() {
        return core.isEmpty();
    }

    /** How many letters its core has: short ones say little. */
    public int letters() {
        return (int) core.chars().filter(Character::isLetter).count();
    }
}

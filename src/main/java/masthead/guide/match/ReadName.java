package masthead.guide.match;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
 * @param heading whether it is a heading between channels, such as "### SPORT ###", or nothing at all
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
        boolean heading) {
    static final ReadName NOTHING = new ReadName(Set.of(), 0, "", "", "", List.of(), List.of(), List.of(), true);

    private static final int SHORTEST_PLURAL = 5;

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
    ReadName in(Set<String> others) {
        return new ReadName(others, shift, whole, full, core, words, quality, optional, heading);
    }

    /** The same name at another shift. */
    ReadName shifted(int other) {
        return new ReadName(countries, other, whole, full, core, words, quality, optional, heading);
    }

    /** The core without the s of plurals. */
    String stem() {
        return NameReader.joined(words.stream().map(ReadName::singular).toList());
    }

    private static String singular(String word) {
        return word.length() >= SHORTEST_PLURAL && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    /** How the core sounds, in Latin letters. */
    String sound() {
        return Letters.sound(stem());
    }

    /** Its numbers, in their order. */
    List<String> numbers() {
        return words.stream().filter(NameReader::isNumber).collect(Collectors.toList());
    }

    /** How many letters its core has: short ones say little. */
    int letters() {
        return (int) core.chars().filter(Character::isLetter).count();
    }
}

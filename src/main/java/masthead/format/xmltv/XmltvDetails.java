package masthead.format.xmltv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that a guide says of a programme beside its times, title and description.
 *
 * @param facts in the order of {@link XmltvKey}, and of the guide where the key is the same
 */
public record XmltvDetails(List<XmltvFact> facts) {
    /** Nothing is said. */
    public static final XmltvDetails NONE = new XmltvDetails(List.of());

    /** The most characters of {@link #packed}. */
    public static final int MAX_PACKED = 8 * 1024;

    private static final Comparator<XmltvFact> ORDER = Comparator.comparing(XmltvFact::key);
    private static final XmltvKey[] BY_CODE = byCode();

    public XmltvDetails {
        facts = ordered(facts)
                ? List.copyOf(facts)
                : facts.stream().sorted(ORDER).toList();
    }

    /** What is said first of {@code key}. */
    public Optional<String> first(XmltvKey key) {
        for (XmltvFact each : facts) {
            if (each.key() == key) {
                return Optional.of(each.value());
            }
        }
        return Optional.empty();
    }

    /** All that is said of {@code key}. */
    public List<XmltvFact> all(XmltvKey key) {
        return facts.stream().filter(each -> each.key() == key).toList();
    }

    public boolean has(XmltvKey key) {
        return first(key).isPresent();
    }

    /** The same with each value of {@code key} changed; an empty one leaves the fact out. */
    public XmltvDetails with(XmltvKey key, UnaryOperator<String> change) {
        if (!has(key)) {
            return this;
        }
        return new XmltvDetails(facts.stream()
                .map(each -> each.key() == key ? new XmltvFact(key, each.about(), change.apply(each.value())) : each)
                .filter(each -> each.key() != key || !each.value().isEmpty())
                .toList());
    }

    /**
     * The same as one string, for a column of a database: empty for {@link #NONE}. A fact that does not fit into {@link
     * #MAX_PACKED} is left out.
     */
    public String packed() {
        if (facts.isEmpty()) {
            return "";
        }
        // One line per fact: the key's code, what it is about and a tab where there is such a thing, the value.
        StringBuilder out = new StringBuilder(256);
        for (XmltvFact each : facts) {
            int length = 2 + each.about().length() + 1 + each.value().length();
            if (out.length() + length > MAX_PACKED) {
                continue;
            }
            out.append(each.key().code());
            if (!each.about().isEmpty()) {
                line(out, each.about());
                out.append('\t');
            }
            line(out, each.value());
            out.append('\n');
        }
        return out.toString();
    }

    /** Reads what {@link #packed} wrote; a line that this version does not know is left out. */
    public static XmltvDetails unpacked(String packed) {
        if (packed.isEmpty()) {
            return NONE;
        }
        List<XmltvFact> facts = new ArrayList<>();
        for (int from = 0; from < packed.length(); ) {
            int found = packed.indexOf('\n', from);
            int end = found < 0 ? packed.length() : found;
            char code = packed.charAt(from);
            if (end > from && code < BY_CODE.length && BY_CODE[code] != null) {
                int tab = packed.indexOf('\t', from);
                boolean about = tab > 0 && tab < end;
                facts.add(new XmltvFact(
                        BY_CODE[code],
                        about ? packed.substring(from + 1, tab) : "",
                        packed.substring(about ? tab + 1 : from + 1, end)));
            }
            from = end + 1;
        }
        return facts.isEmpty() ? NONE : new XmltvDetails(facts);
    }

    private static boolean ordered(List<XmltvFact> facts) {
        for (int at = 1; at < facts.size(); at++) {
            if (ORDER.compare(facts.get(at - 1), facts.get(at)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void line(StringBuilder out, String text) {
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            out.append(each < ' ' ? ' ' : each);
        }
    }

    private static XmltvKey[] byCode() {
        XmltvKey[] keys = new XmltvKey[128];
        for (XmltvKey each : XmltvKey.values()) {
            keys[each.code()] = each;
        }
        return keys;
    }
}

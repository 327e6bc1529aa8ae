package masthead.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the header {@code Forwarded} (RFC 7239): what each proxy of a chain says of whom it got the request from. */
final class Forwarded {
    /** The word of one proxy: {@code for}, {@code proto}, {@code host}, {@code by}; names in small letters. */
    record Hop(Map<String, String> said) {
        Hop {
            said = Map.copyOf(said);
        }

        Optional<String> value(String name) {
            return Optional.ofNullable(said.get(name)).filter(each -> !each.isEmpty());
        }
    }

    private final String text;
    private final List<Hop> hops = new ArrayList<>();
    private final Map<String, String> said = new HashMap<>();
    private final StringBuilder part = new StringBuilder();
    private String name = "";

    private Forwarded(String text) {
        this.text = text;
    }

    /** The hops in the order they were added, the nearest last. What cannot be read is left out. */
    static List<Hop> read(List<String> headers) {
        return new Forwarded(String.join(",", headers)).read();
    }

    private List<Hop> read() {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (quoted && each == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (each == '"') {
                quoted = !quoted;
            } else if (quoted) {
                part.append(each);
            } else {
                plain(each);
            }
        }
        endHop();
        return List.copyOf(hops);
    }

    private void plain(char each) {
        switch (each) {
            case '=' -> {
                name = taken().toLowerCase(Locale.ROOT);
            }
            case ';' -> endPair();
            case ',' -> endHop();
            default -> part.append(each);
        }
    }

    private String taken() {
        String whole = part.toString().strip();
        part.setLength(0);
        return whole;
    }

    private void endPair() {
        String value = taken();
        if (!name.isEmpty()) {
            said.put(name, value);
        }
        name = "";
    }

    /** An empty element is no hop. */
    private void endHop() {
        endPair();
        if (!said.isEmpty()) {
            hops.add(new Hop(said));
        }
        said.clear();
    }
}

package masthead.format.m3u;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a list of channels as {@code get.php} gives it: LF line ends, no byte order mark; encode it as UTF-8.
 *
 * <p>Values are made harmless: {@code "} becomes {@code '} (Kodi looks for the name behind the last double quote of the
 * line) and control characters, line ends among them, become blanks. Not thread-safe.
 */
public final class M3uWriter {
    /** Kodi and iptvnator want {@code timeshift} directly behind the duration. */
    private static final List<String> ORDER = List.of(
            "timeshift",
            "tvg-id",
            "tvg-name",
            "tvg-logo",
            "tvg-chno",
            "group-title",
            "catchup",
            "catchup-days",
            "catchup-source");

    private final Appendable out;
    private final M3uForm form;

    public M3uWriter(Appendable out, M3uForm form) {
        this.out = out;
        this.form = form;
    }

    /** The header of a list without a guide. */
    public void begin() {
        append("#EXTM3U\n");
    }

    /** The header of a list whose guide is at {@code guide}; the plain form names no guide. */
    public void begin(CharSequence guide) {
        append("#EXTM3U");
        if (form == M3uForm.PLUS) {
            // Some players know only the one name, some only the other.
            attribute("x-tvg-url", guide);
            attribute("url-tvg", guide);
        }
        append("\n");
    }

    /**
     * One entry. Known attributes come first, in the usual order; the others follow in the map's order.
     *
     * @param attributes by name; ignored by the plain form; names must be made of letters, digits, {@code -} and {@code _}
     */
    public void entry(CharSequence name, Map<String, String> attributes, CharSequence address) {
        append("#EXTINF:-1");
        if (form == M3uForm.PLUS) {
            Map<String, String> rest = new LinkedHashMap<>(attributes);
            for (String key : ORDER) {
                String value = rest.remove(key);
                if (value != null) {
                    attribute(key, value);
                }
            }
            rest.forEach(this::attribute);
        }
        append(",");
        value(name);
        append("\n");
        value(address);
        append("\n");
    }

    private void attribute(String key, CharSequence value) {
        append(" ");
        append(key);
        append("=\"");
        value(value);
        append("\"");
    }

    private void value(CharSequence text) {
        try {
            for (int at = 0; at < text.length(); at++) {
                char each = text.charAt(at);
                out.append(each == '"' ? '\'' : Character.isISOControl(each) ? ' ' : each);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void append(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

package masthead.headend;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import masthead.catalog.FeedKind;
import masthead.format.acestream.AceLink;
import masthead.format.m3u.M3uEntry;

/**
 * A usable entry of a list, cleaned and cut to bounds.
 *
 * @param group empty where there is none
 * @param logo absolute, or empty
 * @param attributes what has no field of its own, for instance {@code catchup-source}; by name
 */
record Listed(
        String name,
        String url,
        FeedKind kind,
        Map<String, String> headers,
        String group,
        String logo,
        String guideId,
        int number,
        int archiveDays,
        Map<String, String> attributes) {
    private static final int TEXT_LIMIT = 300;
    private static final int LOGO_LIMIT = 2000;
    private static final int VALUE_LIMIT = 1000;
    private static final int MAP_LIMIT = 32;
    static final int ADDRESS_LIMIT = 8000;
    /** Catch-up beyond a year is a provider's mistake. */
    private static final int DAYS_LIMIT = 365;

    private static final int USUAL_DAYS = 5;
    private static final Set<String> ARCHIVE_WAYS =
            Set.of("default", "append", "shift", "flussonic", "flussonic-hls", "flussonic-ts", "fs", "xc");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern WEB_OR_CARD = Pattern.compile("(?i)(https?://|card:).+");
    private static final Pattern LOCAL_STREAM = Pattern.compile("(?i)file:/.+\\.ts");
    private static final Set<String> OWN_FIELDS =
            Set.of("tvg-id", "tvg-logo", "logo", "tvg-chno", "group-title", "catchup-days");
    /** Why an entry cannot be used; empty if it can. */
    static Optional<String> refusal(M3uEntry entry) {
        String url = entry.url().strip();
        if (url.length() > ADDRESS_LIMIT) {
            return Optional.of("address too long");
        }
        if (url.regionMatches(true, 0, "file:", 0, 5)
                && !LOCAL_STREAM.matcher(url).matches()) {
            return Optional.of(
                    "local file"); // whose it is, the list does not say; the tuner opens streams of named folders
        }
        if (CONTROL.matcher(url).find()) {
            return Optional.of("damaged address");
        }
        return clean(entry.name(), TEXT_LIMIT).isEmpty() ? Optional.of("no name") : Optional.empty();
    }

    static Listed of(M3uEntry entry) {
        String name = clean(entry.name(), TEXT_LIMIT);
        String written = entry.url().strip();
        // One content is one address, whichever engine or proxy the provider's list leads to.
        String url = AceLink.of(written).map(AceLink::canonical).orElse(written);
        Map<String, String> headers = new TreeMap<>();
        entry.headers().forEach((header, value) -> keep(headers, header, value));
        Map<String, String> attributes = new TreeMap<>();
        entry.attributes().forEach((attribute, value) -> {
            if (!OWN_FIELDS.contains(attribute)) {
                keep(attributes, clean(attribute, TEXT_LIMIT), value);
            }
        });
        return new Listed(
                name,
                url,
                FeedKinds.of(written, name),
                headers,
                clean(entry.group().orElse(""), TEXT_LIMIT),
                logo(entry),
                clean(entry.attribute("tvg-id").orElse(""), TEXT_LIMIT),
                number(entry.attribute("tvg-chno").orElse("")),
                archiveDays(entry),
                attributes);
    }

    private static void keep(Map<String, String> map, String key, String value) {
        if (map.size() < MAP_LIMIT && value.length() <= VALUE_LIMIT) {
            map.put(key, clean(value, VALUE_LIMIT));
        }
    }

    private static String logo(M3uEntry entry) {
        String logo = entry.attribute("tvg-logo")
                .or(() -> entry.attribute("logo"))
                .orElse("")
                .strip();
        boolean usable = logo.length() <= LOGO_LIMIT
                && WEB_OR_CARD.matcher(logo).matches()
                && !CONTROL.matcher(logo).find();
        return usable ? logo : "";
    }

    /**
     * {@code timeshift} counts days in panels' lists; {@code tvg-rec} in Kodi's. A way to ask for the past without a number is
     * as many days as Kodi takes it for (pvr.iptvsimple: settings, "Catchup window").
     */
    private static int archiveDays(M3uEntry entry) {
        int days = entry.attribute("catchup-days")
                .or(() -> entry.attribute("timeshift"))
                .or(() -> entry.attribute("tvg-rec"))
                .map(Listed::number)
                .orElse(0);
        String way = entry.attribute("catchup")
                .or(() -> entry.attribute("catchup-type"))
                .orElse("");
        boolean unnumbered = days == 0 && ARCHIVE_WAYS.contains(way.strip().toLowerCase(Locale.ROOT));
        return unnumbered ? USUAL_DAYS : Math.min(days, DAYS_LIMIT);
    }

    private static int number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private static String clean(String text, int limit) {
        String plain = CONTROL.matcher(text).replaceAll(" ").strip();
        if (plain.length() <= limit) {
            return plain;
        }
        int end = Character.isHighSurrogate(plain.charAt(limit - 1)) ? limit - 1 : limit;
        return plain.substring(0, end).strip();
    }
}

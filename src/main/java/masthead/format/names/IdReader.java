package masthead.format.names;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads ids that are names in disguise: {@code SkySportUno.it}, {@code BBCOne.uk@London}, {@code hd-plus}; numbers and domains say nothing. */
public final class IdReader {
    private static final int LONGEST = 60;
    private static final int DIGITS_OF_A_NAME = 4;
    private static final Pattern SITE = Pattern.compile("(?i)(^www\\.|\\.(com|net|org|tv|test|local|eu)$)");
    private static final Pattern PLAIN_FEED = Pattern.compile("(?i)@(sd|hd|uhd|fhd|4k)$");

    private IdReader() {}

    /** The name in {@code id}, with the country of its end; empty where it holds none. */
    public static Optional<ReadName> read(String id) {
        if (id.isBlank()
                || id.length() > LONGEST
                || digits(id) > DIGITS_OF_A_NAME
                || SITE.matcher(id).find()) {
            return Optional.empty();
        }
        int feed = id.indexOf('@');
        String rest = feed < 0 ? id : id.substring(0, feed);
        int dot = rest.lastIndexOf('.');
        Set<String> country =
                dot < 0 ? Set.of() : Countries.ofDomain(rest.substring(dot + 1).toLowerCase(Locale.ROOT));
        if (!country.isEmpty()) {
            rest = rest.substring(0, dot);
        }
        if (rest.chars().filter(each -> each == '.').count() > 1) {
            return Optional.empty();
        }
        String words = rest.replace('-', ' ').replace('_', ' ') + (feed < 0 ? "" : " " + id.substring(feed + 1));
        ReadName name = NameReader.read(words, country);
        if (name.letters() == 0 && country.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(name.countries().isEmpty() ? name.in(country) : name);
    }

    /** {@code id} without what people change when they copy one: case, points, blanks, and "@HD". */
    public static String key(String id) {
        String plain = Letters.fold(PLAIN_FEED.matcher(id.strip()).replaceFirst(""));
        StringBuilder key = new StringBuilder(plain.length());
        for (int at = 0; at < plain.length(); at++) {
            char sign = plain.charAt(at);
            if (Character.isLetterOrDigit(sign) || sign == '+') {
                key.append(sign);
            }
        }
        return key.toString();
    }

    private static long digits(String id) {
        return id.chars().filter(Character::isDigit).count();
    }
}

package masthead.format.acestream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The parameters of an address as it is found in lists, which {@link java.net.URI} would refuse. */
record Query(List<Parameter> all) {
    private static final int MOST = 100;
    private static final Pattern AMPERSAND = Pattern.compile("&");

    /**
     * @param name in lower case
     * @param value percent-decoded once, without white space around it
     */
    record Parameter(String name, String value) {}

    Query {
        all = List.copyOf(all);
    }

    /** What follows the first question mark of {@code address}; a list copied from a page may write {@code &} as HTML does. */
    static Query of(String address) {
        int mark = address.indexOf('?');
        if (mark < 0) {
            return new Query(List.of());
        }
        List<Parameter> found = new ArrayList<>();
        String query = withoutFragment(address.substring(mark + 1)).replace("&amp;", "&");
        AMPERSAND.splitAsStream(query).limit(MOST).forEach(pair -> {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                found.add(new Parameter(
                        pair.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        Percent.decode(pair.substring(equals + 1)).strip()));
            }
        });
        return new Query(found);
    }

    /** The first usable value, of the first name that has one. */
    Optional<String> first(List<String> names, Predicate<String> usable) {
        return names.stream()
                .flatMap(name -> all.stream().filter(each -> each.name().equals(name)))
                .map(Parameter::value)
                .filter(usable)
                .findFirst();
    }

    /** The path of a web address, with its first slash. */
    static String path(String address) {
        int mark = address.indexOf('?');
        String front = withoutFragment(mark < 0 ? address : address.substring(0, mark));
        int slash = front.indexOf('/', front.indexOf("://") + 3);
        return slash < 0 ? "" : front.substring(slash);
    }

    static String withoutFragment(String address) {
        int hash = address.indexOf('#');
        return hash < 0 ? address : address.substring(0, hash);
    }
}

package masthead.vod;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.catalog.TitleFile;

/** The extension of a film's file: what its provider says, else what its address ends in, else mp4. */
public final class Extensions {
    private static final String USUAL = "mp4";
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]{2,5}");
    private static final Pattern LETTER = Pattern.compile("[a-z]");
    /** At the end of the path, or of the fragment, where some panels hide it. */
    private static final Pattern IN_ADDRESS = Pattern.compile("\\.([A-Za-z0-9]{2,5})(?:[?#].*)?$");

    private Extensions() {}

    public static String of(TitleFile film) {
        return of(film.facts(), film.feeds().getFirst().url());
    }

    public static String of(Map<String, String> facts, String address) {
        String told = facts.getOrDefault("ext", "").toLowerCase(Locale.ROOT);
        if (PLAIN.matcher(told).matches()) {
            return told;
        }
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        Matcher found = IN_ADDRESS.matcher(path.substring(path.lastIndexOf('/') + 1));
        String extension = found.find() ? found.group(1).toLowerCase(Locale.ROOT) : "";
        return LETTER.matcher(extension).find() ? extension : USUAL;
    }
}

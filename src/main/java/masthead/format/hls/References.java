package masthead.format.hls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.regex.Pattern;

/** Addresses in playlists, which may be relative to the playlist's own. */
public final class References {
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*|data:.*", Pattern.DOTALL);

    private References() {}

    /**
     * The absolute address that {@code reference} means within a document from {@code from} (RFC 3986, 5.2).
     *
     * <p>Works on text: blanks, brackets and umlauts, which no URI may hold and playlists do, stay as they are. A colon in a
     * file's name is no scheme: {@code live-12:30.ts} is relative.
     */
    public static String resolve(String from, String reference) {
        String asked = reference.strip();
        int host = from.indexOf("://");
        if (host < 0 || ABSOLUTE.matcher(asked).matches()) {
            return asked;
        }
        if (asked.startsWith("//")) {
            return from.substring(0, host + 1) + asked;
        }
        int pathAt = firstOf(from, "/?#", host + 3);
        int queryAt = firstOf(from, "?#", pathAt);
        int fragmentAt = firstOf(from, "#", queryAt);
        if (asked.isEmpty() || asked.startsWith("#")) {
            return from.substring(0, fragmentAt) + asked;
        }
        if (asked.startsWith("?")) {
            return from.substring(0, queryAt) + asked;
        }
        String folder = from.substring(pathAt, queryAt);
        folder = folder.isEmpty() ? "/" : folder.substring(0, folder.lastIndexOf('/') + 1);
        int restAt = firstOf(asked, "?#", 0);
        String path = asked.substring(0, restAt);
        String whole = withoutDots(path.startsWith("/") ? path : folder + path);
        return from.substring(0, pathAt) + whole + asked.substring(restAt);
    }

    private static int firstOf(String text, String any, int from) {
        int at = from;
        while (at < text.length() && any.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] parts = path.substring(1).split("/", -1);
        for (int index = 0; index < parts.length; index++) {
            boolean last = index == parts.length - 1;
            if (parts[index].equals("..")) {
                kept.pollLast();
            } else if (!parts[index].equals(".")) {
                kept.addLast(parts[index]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        StringBuilder whole = new StringBuilder(path.length());
        for (Iterator<String> each = kept.iterator(); each.hasNext(); ) {
            whole.append('/').append(each.next());
        }
        return whole.isEmpty() ? "/" : whole.toString();
    }
}

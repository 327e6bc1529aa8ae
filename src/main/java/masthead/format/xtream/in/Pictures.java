package masthead.format.xtream.in;

import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses of pictures as panels store them: relative, without a scheme, escaped twice, with blanks. */
final class Pictures {
    private static final int LONGEST = 2000;
    private static final Pattern WEB = Pattern.compile("(?i)https?://[^/\\s]+.*");
    private static final Pattern FILE = Pattern.compile("(?i)[^:?#]+\\.(png|jpe?g|gif|webp|svg|bmp|avif)([?#].*)?");

    private Pictures() {}

    /** Absolute, or empty where that cannot be. */
    static String of(String written, String base) {
        String address = written.strip().replace("\\", "").replace(" ", "%20");
        if (address.length() > LONGEST || Clean.absent(address)) {
            return "";
        }
        if (address.chars()
                .anyMatch(each -> each <= ' ' || Character.isISOControl(each) || each == '"' || each == '<')) {
            return "";
        }
        if (WEB.matcher(address).matches()) {
            return address;
        }
        if (address.startsWith("//")) {
            String scheme = base.toLowerCase(Locale.ROOT).startsWith("https:") ? "https:" : "http:";
            return WEB.matcher(scheme + address).matches() ? scheme + address : "";
        }
        return FILE.matcher(address).matches() ? base + (address.startsWith("/") ? "" : "/") + address : "";
    }
}

package masthead.format.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name that some addresses carry along: {@code magnet:?...&dn=}, {@code acestream://...?name=}. */
final class Display {
    private static final Pattern NAME = Pattern.compile("(?i)[?&](?:amp;)?(?:dn|name|title)=([^&#|]{1,300})");

    private Display() {}

    static String nameIn(String address) {
        Matcher name = NAME.matcher(address);
        if (!name.find()) {
            return "";
        }
        try {
            return URLDecoder.decode(name.group(1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name.group(1);
        }
    }
}

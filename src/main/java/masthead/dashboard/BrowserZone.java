package masthead.dashboard;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import masthead.http.Exchange;

/** The time zone of the operator's browser, which a script of our pages keeps in a cookie; UTC until it has, or without scripts. */
final class BrowserZone {
    private static final String COOKIE = "masthead-zone=";
    private static final int LONGEST = 64;

    private BrowserZone() {}

    static ZoneId of(Exchange exchange) {
        for (String each : exchange.header("Cookie").orElse("").split(";", 64)) {
            String cookie = each.strip();
            if (cookie.startsWith(COOKIE) && cookie.length() <= COOKIE.length() + LONGEST) {
                return read(cookie.substring(COOKIE.length())).orElse(ZoneOffset.UTC);
            }
        }
        return ZoneOffset.UTC;
    }

    private static Optional<ZoneId> read(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String words(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "Times are UTC" : "Times of your browser, " + zone.getId();
    }
}

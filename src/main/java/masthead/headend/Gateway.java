package masthead.headend;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way into ZeroNet: a client on this network that gives its pages over HTTP.
 *
 * <p>Pages are asked for below {@code /raw/}: elsewhere the client answers with a frame for browsers, which loads the page by
 * script (ZeroNet, {@code Ui/UiRequest.py}: {@code actionWrapper}, {@code route}). Addresses are written as {@code
 * zeronet://<address>/...}, {@code http://zero/<address>/...} and as the page's author saw them, on his own machine's port 43110.
 */
final class Gateway {
    private static final Pattern ZERONET = Pattern.compile("(?i)(?:zeronet|zero):/*(.*)");
    private static final Pattern AS_SEEN =
            Pattern.compile("(?i)https?://(?:zero|(?:127\\.0\\.0\\.1|localhost):43110)(?:/(.*))?");
    private static final Pattern PLAIN = Pattern.compile("(?i)(?:raw|media)/.*");

    private final Optional<String> base;

    /** @param base its address, if there is one */
    Gateway(Optional<String> base) {
        this.base = base.map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(each -> each.endsWith("/") ? each : each + "/");
    }

    static boolean leadsIn(String url) {
        return ZERONET.matcher(url).matches();
    }

    /**
     * The address to fetch instead; the same where it is not of ZeroNet.
     *
     * @throws ListFailed if it is and there is no gateway
     */
    String through(String url) {
        Matcher own = ZERONET.matcher(url);
        if (own.matches()) {
            return below(
                    base.orElseThrow(
                            () -> new ListFailed(
                                    "This is an address of ZeroNet: set headend.zeronet-gateway to a ZeroNet client's, for instance http://127.0.0.1:43110.")),
                    own.group(1));
        }
        if (base.isEmpty()) {
            return url;
        }
        if (url.toLowerCase(Locale.ROOT).startsWith(base.get().toLowerCase(Locale.ROOT))) {
            return below(base.get(), url.substring(base.get().length()));
        }
        Matcher seen = AS_SEEN.matcher(url);
        return seen.matches()
                ? below(base.get(), Optional.ofNullable(seen.group(1)).orElse(""))
                : url;
    }

    private static String below(String base, String path) {
        return PLAIN.matcher(path).matches() ? base + path : base + "raw/" + path;
    }

    /** Whether {@code target} is the gateway itself. */
    boolean is(URI target) {
        return base.isPresent() && Hop.sameHost(URI.create(base.get()), target);
    }
}

package masthead.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that hold no address: addresses may hold credentials. */
final class Reasons {
    /** What netty writes at the end of a message: "..., status: 407 Proxy Authentication Required". */
    private static final Pattern STATUS = Pattern.compile("[sS]tatus: (\\w+)");

    private Reasons() {}

    /** As {@link #of}, for a connection through a proxy: says which of the two failed. */
    static String throughProxy(Throwable cause) {
        Throwable root = reactor.core.Exceptions.unwrap(cause);
        for (Throwable each = root; each != null; each = each.getCause()) {
            if (each instanceof ProxyConnectException) { // also inside an SSLException: TLS waits for the proxy
                root = each.getCause() == null ? each : each.getCause();
            }
        }
        return switch (root) {
            case ProxyConnectException e -> refused(String.valueOf(e.getMessage()));
            case UnknownHostException e -> "no such proxy";
            case ConnectTimeoutException e -> "no connection to the proxy in time";
            case ConnectException e -> "the proxy refused the connection";
            case Throwable other -> of(other);
        };
    }

    /** Not the message itself: it holds addresses, and words of the proxy's own. */
    private static String refused(String message) {
        Matcher status = STATUS.matcher(message);
        String said = status.find() ? status.group(1) : "";
        if (message.endsWith("timeout")) {
            return "the proxy does not answer in time";
        } else if (message.endsWith("disconnected")) {
            return "the proxy hung up";
        } else if (said.equals("407") || message.contains("authStatus")) {
            return "the proxy refuses the user and password";
        } else if (said.matches("\\d{3}")) {
            return "the proxy answered " + said;
        }
        return "the proxy cannot connect" + (said.isEmpty() ? "" : " (" + said.toLowerCase(Locale.ROOT) + ")");
    }

    private static boolean distrusted(Throwable cause) {
        return Stream.iterate(cause, each -> each != null, Throwable::getCause)
                .limit(10)
                .anyMatch(CertificateException.class::isInstance);
    }

    static String of(Throwable cause) {
        return switch (reactor.core.Exceptions.unwrap(cause)) {
            case UnknownHostException e -> "no such host";
            case Neighbourhood.Refused e -> Neighbourhood.Refused.WORDS;
            case ConnectTimeoutException e -> "no connection in time";
            case ConnectException e -> "connection refused";
            case SSLException e -> distrusted(e) ? "its certificate is not trusted here" : "TLS failed";
            case ReadTimeoutException e -> "no answer in time";
            case TimeoutException e -> "no answer in time";
            case reactor.netty.http.client.PrematureCloseException e -> "the connection was cut";
            case Throwable other -> "connection lost (" + other.getClass().getSimpleName() + ")";
        };
    }
}

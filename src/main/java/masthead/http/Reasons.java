package masthead.http;

import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a connection failed, in words that hold no address: addresses may hold credentials. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable cause) {
        return switch (reactor.core.Exceptions.unwrap(cause)) {
            case UnknownHostException e -> "no such host";
            case io.netty.channel.ConnectTimeoutException e -> "no connection in time";
            case ConnectException e -> "connection refused";
            case SSLException e -> "TLS failed";
            case ReadTimeoutException e -> "no answer in time";
            case TimeoutException e -> "no answer in time";
            case reactor.netty.http.client.PrematureCloseException e -> "the connection was cut";
            case Throwable other -> "connection lost (" + other.getClass().getSimpleName() + ")";
        };
    }
}

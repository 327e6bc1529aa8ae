package masthead.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends small documents over HTTP(S), for blocking code on virtual threads: a connection for each, no redirect followed, what is answered
 * not read.
 */
public final class Post {
    private final Outgoing outgoing;

    public Post(HttpSettings settings, Loops loops) {
        this.outgoing = Outgoing.direct(settings, loops).unredirected();
    }

    /**
     * Sends {@code body}.
     *
     * @param patience from the name's lookup to the answer's head
     * @return the status of the answer, whatever it is
     * @throws FetchFailed if there is none, with a reason that names no address
     */
    public int send(String url, Map<String, String> headers, byte[] body, Duration patience) {
        try {
            URI target = Addresses.lenient(url);
            Integer status = outgoing.client(Schedulers.immediate())
                    .headers(sent -> {
                        headers.forEach(sent::set);
                        sent.set("Content-Length", Integer.toString(body.length));
                    })
                    .post()
                    .uri(target)
                    .send((request, out) -> out.sendByteArray(Mono.just(body)))
                    .responseConnection((response, connection) -> {
                        connection.dispose();
                        return Mono.just(response.status().code());
                    })
                    .next()
                    .block(patience);
            if (status == null) {
                throw new FetchFailed("no answer");
            }
            return status;
        } catch (IllegalArgumentException e) {
            throw new FetchFailed("the address is not valid: it must be http:// or https:// with a host");
        } catch (FetchFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FetchFailed(StreamFetch.timedOut(e) ? "no answer in time" : outgoing.reason(e));
        }
    }
}

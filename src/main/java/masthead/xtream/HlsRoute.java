package masthead.xtream;

import java.util.HashMap;
import java.util.Map;
import masthead.access.Admission;
import masthead.access.Credentials;
import masthead.access.Format;
import masthead.access.Turnstile;
import masthead.catalog.Channel;
import masthead.http.Routes;
import masthead.http.StreamRequest;
import masthead.relay.Guest;
import masthead.relay.HlsSession;
import masthead.relay.HlsSessions;

/**
 * HLS: {@code /live/<user>/<password>/<channel>.m3u8} and its other forms give the media playlist itself, {@code /hls/} the
 * segments.
 *
 * <p>Players ask for the playlist every few seconds at the address they began with: that goes on with the session they have,
 * and takes no further seat. On the event loop; never blocks.
 */
final class HlsRoute {
    static final String TYPE = "application/vnd.apple.mpegurl";

    private final Turnstile turnstile;
    private final HlsSessions sessions;

    HlsRoute(Turnstile turnstile, HlsSessions sessions) {
        this.turnstile = turnstile;
        this.sessions = sessions;
    }

    void addTo(Routes routes) {
        routes.stream("GET HEAD OPTIONS", "/hls/{token}/{file}", this::segment);
    }

    /** A playlist was asked for; HEAD and OPTIONS are answered already. */
    void open(StreamRequest request, Channel channel, Credentials credentials) {
        Guest guest = LiveRoute.guest(request, credentials.username());
        HlsSession.Owner owner = sessions.owner(
                channel, guest, credentials.username(), credentials.password().value());
        if (!sessions.goOn(owner, channel, request)) {
            turnstile.admit(
                    credentials,
                    Format.M3U8,
                    request.clientAddress(),
                    admission -> request.run(() -> answer(request, channel, owner, admission)));
        }
    }

    private void answer(StreamRequest request, Channel channel, HlsSession.Owner owner, Admission admission) {
        if (admission instanceof Admission.Granted(var seat, var subscriber)) {
            if (request.gone()) {
                seat.close(); // he left while his password was looked at
            } else {
                HlsSession session = sessions.begin(owner, channel, request, seat::close);
                seat.whenTaken(session::seatTaken);
            }
        } else {
            LiveRoute.refuse(request, XtreamProblem.of(admission));
        }
    }

    private void segment(StreamRequest request) {
        if (request.method().equals("OPTIONS")) {
            request.reply(204, Answers.PREFLIGHT);
        } else {
            sessions.segment(request);
        }
    }

    /** What HEAD is told: no upstream is opened for it, and no seat taken. */
    static void head(StreamRequest request, String type) {
        Map<String, String> headers = new HashMap<>(Answers.PREFLIGHT);
        headers.put("Content-Type", type);
        request.reply(200, headers);
    }
}

package masthead.xtream;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import masthead.access.Admission;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Play;
import masthead.access.Seat;
import masthead.catalog.Channel;
import masthead.http.Routes;
import masthead.http.StreamRequest;
import masthead.relay.Guest;
import masthead.relay.HlsSession;
import masthead.relay.HlsSessions;
import masthead.relay.Viewing;

/**
 * HLS: {@code /live/<user>/<password>/<channel>.m3u8} and its other forms give the media playlist itself, {@code /hls/} the
 * segments.
 *
 * <p>Players ask for the playlist every few seconds at the address they began with: that goes on with the session they have,
 * and takes no further seat. On the event loop; never blocks.
 */
final class HlsRoute {
    static final String TYPE = "application/vnd.apple.mpegurl";

    private final Doorkeeper doorkeeper;
    private final HlsSessions sessions;

    HlsRoute(Doorkeeper doorkeeper, HlsSessions sessions) {
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
    }

    void addTo(Routes routes) {
        routes.stream("GET HEAD OPTIONS", "/hls/{token}/{file}", request -> hls(request, sessions::segment));
        routes.stream("GET HEAD OPTIONS", "/hls/{token}/{mark}/{name*}", request -> hls(request, sessions::document));
    }

    /** A playlist was asked for; HEAD and OPTIONS are answered already. */
    void open(StreamRequest request, Wanted wanted, Play play) {
        Channel channel = wanted.channel().orElseThrow();
        Credentials credentials = play.credentials();
        Device device = play.device();
        HlsSession.Owner owner = sessions.owner(
                channel,
                new Guest(credentials.username(), device.address(), device.userAgent()),
                credentials.password().value());
        if (!sessions.goOn(owner, channel, request)) {
            doorkeeper
                    .turnstile()
                    .admit(play, admission -> request.run(() -> answer(request, wanted, owner, admission)));
        }
    }

    private void answer(StreamRequest request, Wanted wanted, HlsSession.Owner owner, Admission admission) {
        Channel channel = wanted.channel().orElseThrow();
        if (admission instanceof Admission.Granted(var seat, var subscriber)) {
            if (request.gone()) {
                seat.close(); // he left while his password was looked at
                return;
            }
            sessions.begin(owner, channel, request, seat::close).ifPresent(session -> {
                session.follow(new Follower(seat, doorkeeper, Doorkeeper.device(request), wanted));
                seat.heldBy(new Holder(session));
                sessions.playlist(session, channel, request);
            });
        } else {
            doorkeeper.refuse(request, wanted, XtreamProblem.of(admission));
        }
    }

    /** As {@link #open}, for somebody who needs no seat. */
    void let(StreamRequest request, Wanted wanted) {
        Channel channel = wanted.channel().orElseThrow();
        Device device = Doorkeeper.device(request);
        HlsSession.Owner owner =
                sessions.owner(channel, new Guest(wanted.username(), device.address(), device.userAgent()), "");
        if (!sessions.goOn(owner, channel, request)) {
            sessions.begin(owner, channel, request, () -> {})
                    .ifPresent(session -> sessions.playlist(session, channel, request));
        }
    }

    /** The first segment is the first media byte. */
    private record Follower(Seat seat, Doorkeeper doorkeeper, Device device, Wanted wanted)
            implements Viewing.Follower {
        @Override
        public void watches() {
            seat.firm();
        }

        @Override
        public void refused(String reason) {
            doorkeeper.keep(device, wanted, XtreamProblem.noPicture(reason));
        }
    }

    /** A session sits on its seat as long as it is open, whatever its connections do. */
    private record Holder(HlsSession session) implements Seat.Holder {
        @Override
        public boolean alive() {
            return session.open();
        }

        @Override
        public void leave() {
            session.seatTaken();
        }
    }

    private static void hls(StreamRequest request, Consumer<StreamRequest> answer) {
        if (request.method().equals("OPTIONS")) {
            request.reply(204, Answers.PREFLIGHT);
        } else {
            answer.accept(request);
        }
    }

    /**
     * {@code name} was asked for where channels are, and is none: a player may mean it relative to the playlist it has from
     * there (docs/4-protocols/xtream.md, "HLS").
     */
    void beside(StreamRequest request, Credentials credentials, String name) {
        Device device =
                new Device(request.clientAddress(), request.header("User-Agent").orElse(""));
        sessions.beside(
                new Guest(credentials.username(), device.address(), device.userAgent()),
                credentials.password().value(),
                name,
                request);
    }

    /** What HEAD is told: no upstream is opened for it, and no seat taken. */
    static void head(StreamRequest request, String type) {
        Map<String, String> headers = new HashMap<>(Answers.PREFLIGHT);
        headers.put("Content-Type", type);
        request.reply(200, headers);
    }
}

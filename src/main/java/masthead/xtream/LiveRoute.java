package masthead.xtream;

import java.util.Optional;
import java.util.OptionalInt;
import masthead.access.Admission;
import masthead.access.Credentials;
import masthead.access.Format;
import masthead.access.Turnstile;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.http.Routes;
import masthead.http.StreamRequest;
import masthead.relay.Guest;
import masthead.relay.Relays;
import masthead.relay.Viewing;

/**
 * {@code /live/<user>/<password>/<channel>[.ts|.m3u8]} and its older forms: an endless MPEG transport stream, or an HLS
 * playlist.
 *
 * <p>On the event loop; never blocks. HEAD and OPTIONS open nothing and take no seat.
 */
final class LiveRoute {
    static final String TYPE = "video/mp2t";

    private static final int LONGEST_AGENT = 200;

    private final Turnstile turnstile;
    private final Catalogs catalogs;
    private final Relays relays;
    private final HlsRoute hls;

    LiveRoute(Turnstile turnstile, Catalogs catalogs, Relays relays) {
        this.turnstile = turnstile;
        this.catalogs = catalogs;
        this.relays = relays;
        this.hls = new HlsRoute(turnstile, relays.hls());
    }

    /** The addresses that playlists lead to. */
    void addTo(Routes routes) {
        hls.addTo(routes);
    }

    /** The form with everything in the path; {@code file} is the channel's id, with or without an extension. */
    void open(StreamRequest request) {
        String file = request.pathParameter("file");
        int dot = file.indexOf('.');
        open(
                request,
                dot < 0 ? file : file.substring(0, dot),
                dot < 0 ? "" : file.substring(dot + 1),
                Credentials.of(request.pathParameter("username"), request.pathParameter("password")));
    }

    /** The form with everything in the query: {@code /streaming/live.php}. */
    void openByQuery(StreamRequest request) {
        open(
                request,
                request.parameter("stream").orElse(""),
                request.parameter("extension").orElse(""),
                Credentials.of(
                        request.parameter("username").orElse(""),
                        request.parameter("password").orElse("")));
    }

    private void open(StreamRequest request, String id, String extension, Credentials credentials) {
        Optional<Channel> channel = channel(id);
        if (request.method().equals("OPTIONS")) {
            request.reply(204, Answers.PREFLIGHT);
        } else if (channel.isEmpty() || !(extension.isEmpty() || extension.equals("ts") || extension.equals("m3u8"))) {
            // Known before a seat is asked for: a seat may end what the subscriber is watching.
            refuse(request, XtreamProblem.noSuchChannel());
        } else if (request.method().equals("HEAD")) {
            HlsRoute.head(request, extension.equals("m3u8") ? HlsRoute.TYPE : TYPE);
        } else if (extension.equals("m3u8")) {
            hls.open(request, channel.get(), credentials);
        } else {
            turnstile.admit(
                    credentials,
                    Format.TS,
                    request.clientAddress(),
                    admission -> request.run(() -> answer(request, channel.get(), admission)));
        }
    }

    private void answer(StreamRequest request, Channel channel, Admission admission) {
        if (admission instanceof Admission.Granted(var seat, var subscriber)) {
            if (request.gone()) {
                seat.close(); // he left while his password was looked at
                return;
            }
            request.whenGone(seat::close);
            Viewing viewing = relays.join(channel, request, guest(request, subscriber.username()));
            seat.whenTaken(viewing::end);
        } else {
            refuse(request, XtreamProblem.of(admission));
        }
    }

    static Guest guest(StreamRequest request, String username) {
        String agent = request.header("User-Agent").orElse("");
        return new Guest(
                username, request.clientAddress(), agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
    }

    private Optional<Channel> channel(String id) {
        OptionalInt number = Asked.number(id);
        return number.isEmpty() ? Optional.empty() : catalogs.current().channel(new ChannelId(number.getAsInt()));
    }

    static void refuse(StreamRequest request, XtreamProblem problem) {
        request.refuse(problem.status(), problem.text());
    }
}

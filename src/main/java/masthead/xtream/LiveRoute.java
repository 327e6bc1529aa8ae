package masthead.xtream;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.access.Credentials;
import masthead.access.Format;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.http.Routes;
import masthead.http.StreamRequest;
import masthead.relay.Relays;

/**
 * {@code /live/<user>/<password>/<channel>[.ts|.m3u8]} and its older forms: an endless MPEG transport stream, or an HLS
 * playlist.
 *
 * <p>On the event loop; never blocks. HEAD and OPTIONS open nothing and take no seat.
 */
final class LiveRoute {
    static final String TYPE = "video/mp2t";

    /** Whatever else is asked for here is no channel. */
    private static final Pattern CHANNEL = Pattern.compile("(\\d+)(?:\\.([A-Za-z0-9]*))?");

    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final Watching watching;
    private final HlsRoute hls;
    private final Relays relays;

    LiveRoute(Doorkeeper doorkeeper, Catalogs catalogs, Live live) {
        this.doorkeeper = doorkeeper;
        this.catalogs = catalogs;
        this.relays = live.relays();
        this.watching = new Watching(doorkeeper, live);
        this.hls = new HlsRoute(doorkeeper, live.relays().hls());
    }

    /** The addresses that playlists lead to. */
    void addTo(Routes routes) {
        hls.addTo(routes);
    }

    /** The form with everything in the path; {@code file} is the channel's id, with or without an extension. */
    void open(StreamRequest request) {
        String file = request.pathParameter("file");
        Credentials credentials = Credentials.of(request.pathParameter("username"), request.pathParameter("password"));
        Matcher channel = CHANNEL.matcher(file);
        if (channel.matches()) {
            open(request, channel.group(1), Objects.requireNonNullElse(channel.group(2), ""), credentials);
        } else if (request.method().equals("OPTIONS")) {
            request.reply(204, Answers.PREFLIGHT);
        } else {
            hls.beside(request, credentials, file);
        }
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
        Catalog catalog = catalogs.current();
        Optional<Channel> channel = channel(catalog, id);
        Wanted wanted = new Wanted(credentials.username(), id, channel);
        if (request.method().equals("OPTIONS")) {
            request.reply(204, Answers.PREFLIGHT);
        } else if (channel.isEmpty() || !(extension.isEmpty() || extension.equals("ts") || extension.equals("m3u8"))) {
            // Known before a seat is asked for: a seat may end what the subscriber is watching.
            doorkeeper.refuse(request, wanted, XtreamProblem.noSuchChannel());
        } else if (request.method().equals("HEAD")) {
            HlsRoute.head(request, extension.equals("m3u8") ? HlsRoute.TYPE : TYPE);
        } else if (extension.equals("m3u8")) {
            hls.open(request, wanted, Watching.play(credentials, Format.M3U8, request, channel.get(), catalog));
        } else {
            watching.admit(request, wanted, Watching.play(credentials, Format.TS, request, channel.get(), catalog));
        }
    }

    /** One that was merged into another while it was watched is itself as long as it is: its players go on where they are. */
    private Optional<Channel> channel(Catalog catalog, String asked) {
        OptionalInt number = Asked.number(asked);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        ChannelId id = new ChannelId(number.getAsInt());
        return catalog.channel(id).map(each -> !each.id().equals(id) && relays.carries(id) ? each.under(id) : each);
    }
}

package masthead.xtream;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import masthead.access.Credentials;
import masthead.access.Format;
import masthead.catalog.Channel;
import masthead.catalog.FeedKind;
import masthead.catalog.Unlisted;
import masthead.config.Networks;
import masthead.format.acestream.AceContent;
import masthead.http.Routes;
import masthead.http.StreamRequest;
import masthead.tuner.acestream.AceStream;

/**
 * The addresses of an AceStream engine behind a proxy, as acexy has them, so that programs made for one play through
 * Masthead: {@code /ace/getstream}, {@code /ace/manifest.m3u8}, {@code /ace/status} (docs/3-operate/acestream.md).
 *
 * <p>On the event loop; never blocks. HEAD and OPTIONS start nothing.
 */
public final class AceDoor {
    private static final String METHODS = "GET HEAD OPTIONS";
    /** Who watches from a network that the settings let in. No subscriber can be called so. */
    private static final String NOBODY = "(open)";

    private final AceStream engines;
    private final Unlisted contents;
    private final Watching watching;
    private final HlsRoute hls;
    private final AceStatus status;

    public AceDoor(Doorkeeper doorkeeper, Live live, AceStream engines) {
        this.engines = engines;
        this.contents = new Unlisted(doorkeeper.clock());
        this.watching = new Watching(doorkeeper, live);
        this.hls = new HlsRoute(doorkeeper, live.relays().hls());
        this.status = new AceStatus(doorkeeper, live.relays(), engines);
    }

    /** Adds the addresses to {@code routes}; before those of {@link XtreamDoor}, whose last one fits some of them. */
    public void addTo(Routes routes) {
        add(routes, "/ace", request -> Presented.of(request::parameter, request::header));
        // The last one for programs that add the engine's own path to the address they are given.
        for (String folder : List.of("/ace/{username}/{password}", "/ace/{username}/{password}/ace")) {
            add(
                    routes,
                    folder,
                    request -> Optional.of(
                            Credentials.of(request.pathParameter("username"), request.pathParameter("password"))));
        }
    }

    private void add(Routes routes, String folder, Function<StreamRequest, Optional<Credentials>> who) {
        routes.stream(METHODS, folder + "/getstream", request -> open(request, false, who));
        routes.stream(METHODS, folder + "/manifest.m3u8", request -> open(request, true, who));
        routes.on(METHODS, folder + "/status", Answers.open(status::answer));
    }

    private void open(StreamRequest request, boolean playlist, Function<StreamRequest, Optional<Credentials>> who) {
        if (request.method().equals("OPTIONS")) {
            request.reply(204, Answers.PREFLIGHT);
            return;
        }
        switch (AceAsked.of(request::parameter)) {
            case AceAsked.Unsaid() -> request.refuse(400, "Say which content: id (or content_id), or infohash.");
            case AceAsked.Wrong(String why) -> request.refuse(400, why);
            case AceAsked.Played(AceContent content) -> {
                if (request.method().equals("HEAD")) {
                    HlsRoute.head(request, playlist ? HlsRoute.TYPE : LiveRoute.TYPE);
                } else {
                    play(request, playlist, content, who.apply(request));
                }
            }
        }
    }

    private void play(StreamRequest request, boolean playlist, AceContent content, Optional<Credentials> credentials) {
        boolean open = credentials.isEmpty() && opensTo(engines.settings().openTo(), request.clientAddress());
        if (credentials.isEmpty() && !open) {
            askWho(request);
            return;
        }
        Channel channel = contents.channel(FeedKind.ACESTREAM, content.canonical(), content.canonical());
        Wanted wanted = new Wanted(
                credentials.map(Credentials::username).orElse(NOBODY), content.canonical(), Optional.of(channel));
        if (open && playlist) {
            hls.let(request, wanted);
        } else if (open) {
            watching.let(request, wanted);
        } else if (playlist) {
            hls.open(request, wanted, Watching.play(credentials.get(), Format.M3U8, request, channel));
        } else {
            watching.admit(request, wanted, Watching.play(credentials.get(), Format.TS, request, channel));
        }
    }

    static boolean opensTo(Optional<Networks> networks, String address) {
        return networks.filter(each -> each.contains(InetAddress.ofLiteral(address)))
                .isPresent();
    }

    /** With a challenge: players that have a name in the address send it only when they are asked. */
    private static void askWho(StreamRequest request) {
        Map<String, String> headers = Map.of(
                "WWW-Authenticate", AceStatus.CHALLENGE,
                "Content-Type", Answers.TEXT,
                "Access-Control-Allow-Origin", "*");
        String text = "Send a subscriber's name and password: in the path, /ace/NAME/PASSWORD/getstream, in the query,"
                + " username= and password=, or by HTTP Basic.\n";
        request.send(401, headers, List.of(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}

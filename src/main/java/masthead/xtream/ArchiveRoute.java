package masthead.xtream;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import masthead.access.Admission;
import masthead.access.Content;
import masthead.access.Credentials;
import masthead.access.Device;
import masthead.access.Format;
import masthead.access.Play;
import masthead.archive.ArchiveSession;
import masthead.archive.ArchiveSessions;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Part;
import masthead.format.archive.AskedArchive;
import masthead.format.archive.Stretch;
import masthead.format.hls.HlsWriter;
import masthead.format.hls.MediaPlaylist;
import masthead.format.hls.Segment;
import masthead.http.Exchange;
import masthead.http.Routes;

/**
 * Catch-up: every address by which players ask for the past of a channel (docs/4-protocols/catch-up.md), answered with a
 * transport stream, or a playlist of one-minute pieces of it. Never redirects. Blocks; on a virtual thread.
 */
final class ArchiveRoute {
    /** As long as a panel's pieces. */
    private static final Duration PIECE = Duration.ofMinutes(1);

    /** A request for so few bytes wants to know what there is, not to watch. */
    private static final int PROBE = 1024;

    private final Doorkeeper doorkeeper;
    private final Catalogs catalogs;
    private final ArchiveSessions sessions;
    private final ZoneId zone;

    ArchiveRoute(Doorkeeper doorkeeper, Catalogs catalogs, ArchiveSessions sessions) {
        this.doorkeeper = doorkeeper;
        this.catalogs = catalogs;
        this.sessions = sessions;
        this.zone = doorkeeper.zone();
    }

    /** Adds the addresses; the live ones only where they have {@code utc}. */
    void addTo(Routes routes, String methods) {
        for (String folder : List.of("/timeshift", "/timeshifts")) {
            routes.on(methods, folder + "/{username}/{password}/{minutes}/{middle}/{last}", Answers.open(this::byPath));
        }
        for (String page : List.of("/streaming/timeshift.php", "/timeshift.php")) {
            routes.on(methods, page, Answers.open(this::byQuery));
        }
        for (String live : List.of("/live/{username}/{password}/{file}", "/{username}/{password}/{file}")) {
            routes.onQuery("utc", methods, live, Answers.open(this::byEpoch));
        }
    }

    private void byPath(Exchange exchange) throws IOException {
        Optional<AskedArchive> asked = AskedArchive.byPath(
                exchange.pathParameter("minutes"),
                exchange.pathParameter("middle"),
                exchange.pathParameter("last"),
                zone);
        answer(exchange, asked, exchange.pathParameter("last"));
    }

    private void byQuery(Exchange exchange) throws IOException {
        answer(
                exchange,
                AskedArchive.byQuery(exchange::parameter, zone),
                exchange.parameter("stream").orElse(""));
    }

    private void byEpoch(Exchange exchange) throws IOException {
        String file = exchange.pathParameter("file");
        int dot = file.lastIndexOf('.');
        Optional<AskedArchive> asked = AskedArchive.byEpoch(
                dot < 0 ? file : file.substring(0, dot),
                dot < 0 ? "" : file.substring(dot + 1),
                exchange.parameter("utc").orElse(""),
                doorkeeper.clock().instant());
        answer(exchange, asked, file);
    }

    private void answer(Exchange exchange, Optional<AskedArchive> asked, String written) throws IOException {
        Credentials credentials = Credentials.of(
                Asked.named(exchange, "username").orElse(""),
                Asked.named(exchange, "password").orElse(""));
        Optional<Channel> channel = asked.flatMap(each -> channel(each.channel()));
        Wanted wanted = new Wanted(credentials.username(), written, channel);
        if (channel.isEmpty() || !known(asked.get().extension())) {
            refuse(exchange, wanted, XtreamProblem.noSuchChannel());
            return;
        }
        // A piece of a playlist says how long it is, to the second.
        Optional<Duration> piece = exchange.parameter("seconds")
                .flatMap(each -> Asked.number(each).stream().boxed().findFirst())
                .map(Duration::ofSeconds);
        Stretch whole = asked.get().stretch();
        Instant now = doorkeeper.clock().instant();
        Optional<Stretch> stretch = piece.map(length -> new Stretch(whole.start(), length))
                .orElse(whole)
                .within(now, Duration.ofDays(channel.get().archiveDays()));
        if (stretch.isEmpty()) {
            refuse(exchange, wanted, XtreamProblem.noArchive());
            return;
        }
        boolean playlist = asked.get().extension().equals("m3u8");
        if (exchange.head()) {
            exchange.reply(200, playlist ? HlsRoute.TYPE : LiveRoute.TYPE, "");
            return;
        }
        Viewer viewer = new Viewer(exchange, wanted, credentials, channel.get(), stretch.get());
        if (playlist) {
            playlist(viewer);
        } else if (probes(exchange)) {
            probe(viewer);
        } else {
            play(viewer, piece.isPresent());
        }
    }

    private Optional<Channel> channel(String id) {
        OptionalInt number = Asked.number(id);
        return number.isEmpty() ? Optional.empty() : catalogs.current().channel(new ChannelId(number.getAsInt()));
    }

    private static boolean known(String extension) {
        return extension.equals("ts") || extension.equals("m3u8");
    }

    /** Somebody who asks for a stretch of a channel's past. */
    private record Viewer(Exchange exchange, Wanted wanted, Credentials credentials, Channel channel, Stretch stretch) {
        Device device() {
            return new Device(
                    exchange.clientAddress(), exchange.header("User-Agent").orElse(""));
        }

        ArchiveSessions.Owner owner() {
            return new ArchiveSessions.Owner(credentials, channel.id(), device());
        }
    }

    /** Whether he may watch; if not, he is told. Whoever has a session goes on with it. */
    private Optional<ArchiveSession> admitted(Viewer viewer, Format format) {
        Optional<ArchiveSession> known = sessions.of(viewer.owner());
        if (known.isPresent()) {
            return known;
        }
        Admission admission = doorkeeper.turnstile().admit(play(viewer, format));
        if (admission instanceof Admission.Granted(var seat, var subscriber)) {
            return Optional.of(sessions.begin(viewer.owner(), seat));
        }
        refuse(viewer.exchange(), viewer.wanted(), XtreamProblem.of(admission));
        return Optional.empty();
    }

    private Play play(Viewer viewer, Format format) {
        Content content =
                Content.archive(viewer.channel().id(), viewer.stretch().start());
        return new Play(
                viewer.credentials(),
                format,
                viewer.device(),
                content,
                lineup -> catalogs.current()
                        .lineup(lineup)
                        .holds(Part.LIVE, viewer.channel().category()));
    }

    private void play(Viewer viewer, boolean piece) throws IOException {
        Optional<ArchiveSession> session = admitted(viewer, piece ? Format.M3U8 : Format.TS);
        if (session.isEmpty()) {
            return;
        }
        ArchiveSession.Request request = new ArchiveSession.Request(viewer.channel(), viewer.stretch(), piece);
        switch (session.get().play(viewer.exchange(), request)) {
            case ArchiveSession.Answer.Played played -> {}
            case ArchiveSession.Answer.Missing missing ->
                refuse(viewer.exchange(), viewer.wanted(), XtreamProblem.noArchive());
            case ArchiveSession.Answer.Failed(String reason) ->
                refuse(viewer.exchange(), viewer.wanted(), XtreamProblem.noPicture(reason));
        }
    }

    /** Pieces of a minute, each at an address of its own that says when it begins. Opens nothing. */
    private void playlist(Viewer viewer) {
        Optional<ArchiveSession> session = admitted(viewer, Format.M3U8);
        if (session.isEmpty()) {
            return;
        }
        session.get().promise();
        String folder = new Paths(
                        viewer.exchange().origin(),
                        viewer.credentials().username(),
                        viewer.credentials().password().value())
                .archive();
        List<Segment> pieces = new ArrayList<>();
        Stretch all = viewer.stretch();
        Duration from = Duration.ZERO;
        while (from.compareTo(all.length()) < 0) {
            // The first one up to the whole minute: panels keep their archives in minutes.
            Duration most =
                    PIECE.minusSeconds(Math.floorMod(all.start().plus(from).getEpochSecond(), 60));
            Stretch piece = all.part(from, most);
            String uri = folder + "1/" + piece.start().getEpochSecond() + "/"
                    + viewer.channel().id() + ".ts?seconds=" + piece.length().toSeconds();
            Segment segment = Segment.of(pieces.size(), uri, piece.length()).at(piece.start());
            pieces.add(pieces.isEmpty() ? segment : segment.afterDiscontinuity());
            from = from.plus(piece.length());
        }
        MediaPlaylist list = new MediaPlaylist(3, PIECE, 0, 0, true, pieces);
        viewer.exchange().with("Cache-Control", "no-store").reply(200, HlsRoute.TYPE, HlsWriter.write(list));
    }

    private static boolean probes(Exchange exchange) {
        return Probe.firstBytes(exchange.header("Range"))
                .filter(each -> each <= PROBE)
                .isPresent();
    }

    /** Tells that there is something, and what it is, without asking the provider. */
    private void probe(Viewer viewer) {
        if (sessions.of(viewer.owner()).isEmpty()) {
            Admission admission = doorkeeper.turnstile().admit(play(viewer, Format.TS));
            if (!(admission instanceof Admission.Granted granted)) {
                refuse(viewer.exchange(), viewer.wanted(), XtreamProblem.of(admission));
                return;
            }
            granted.seat().close();
        }
        int size = Probe.firstBytes(viewer.exchange().header("Range")).orElseThrow();
        viewer.exchange()
                .with("Content-Range", "bytes 0-" + (size - 1) + "/*")
                .with("Accept-Ranges", "bytes")
                .with("Cache-Control", "no-store")
                .reply(206, LiveRoute.TYPE, Probe.nullPackets(size));
    }

    private void refuse(Exchange exchange, Wanted wanted, XtreamProblem problem) {
        Device device = new Device(
                exchange.clientAddress(), exchange.header("User-Agent").orElse(""));
        doorkeeper.keep(device, wanted, problem);
        Answers.refuse(exchange, problem);
    }
}

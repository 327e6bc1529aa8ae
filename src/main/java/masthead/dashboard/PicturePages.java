package masthead.dashboard;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import masthead.access.Operator;
import masthead.access.Role;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Section;
import masthead.http.StreamRequest;
import masthead.relay.Guest;
import masthead.relay.HlsSession;
import masthead.relay.HlsSessions;
import masthead.relay.Relays;

/**
 * A channel's picture for operators, beside all subscribers and their limits: as a transport stream and as HLS, in their browser by their
 * login and in other players by a ticket; what the watchdog sees of it; and another feed.
 */
public final class PicturePages extends Pages {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final String LIST_TYPE = "audio/x-mpegurl; charset=utf-8";

    private final ChannelList list;
    private final Relays relays;
    private final PlayerLines lines;
    private final Tickets tickets;

    public PicturePages(ChannelList list, Relays relays, PlayerLines lines, Clock clock) {
        this.list = list;
        this.relays = relays;
        this.lines = lines;
        this.tickets = new Tickets(clock);
    }

    @Override
    void addTo(Gate gate) {
        gate
                .page("/channels/{id}/play", this::play)
                .page("/channels/{id}/play.m3u", this::file)
                .moving(Role.VIEWER, "/channels/{id}/events", BEAT, this::panel)
                .change(Role.EDITOR, "/channels/{id}/switch", "/channels/{id}", this::switchFeed)
                .stream("/watch/{file}", this::watch)
                .stream("/play/{file}", this::holder, this::watch);
    }

    /** What to open in another player: a part of the channel's page, asked for when somebody wants it. */
    private void play(Visit visit) {
        visit.show(Section.CHANNELS, "Play", "channel-play", address(visit, channel(visit)));
    }

    private void file(Visit visit) {
        Channel channel = channel(visit);
        String name = channel.name().replaceAll("[\\p{Cntrl}<>\"',]", " ").strip();
        String text = "#EXTM3U\n#EXTINF:-1," + name + "\n" + address(visit, channel) + "\n";
        visit.exchange()
                .with("Cache-Control", "no-store")
                .with("Content-Disposition", "attachment; filename=\"channel-" + channel.id() + ".m3u\"")
                .reply(200, LIST_TYPE, text.getBytes(StandardCharsets.UTF_8));
    }

    private String address(Visit visit, Channel channel) {
        return lines.addresses(visit).getFirst() + "/dashboard/play/" + channel.id() + ".ts?ticket="
                + tickets.make(visit.operator().name(), channel.id());
    }

    private String panel(Visit visit, Frame frame) {
        return visit.text("channel-panel", frame, list.panel(new ChannelId(visit.id())));
    }

    private void switchFeed(Visit visit) {
        int feed = visit.number("feed", "A feed", 1, Integer.MAX_VALUE, 0);
        boolean there = relays.switchFeed(
                new ChannelId(visit.id()),
                Optional.of(feed).filter(each -> each > 0).map(FeedId::new));
        String back = visit.text("from").equals("air") ? "" : "/channels/" + visit.id();
        if (there) {
            visit.done(back, "Another feed is being opened; it takes over when it shows a picture.");
        } else {
            visit.wrong(back, "The channel is not on air, so there is nothing to switch.");
        }
    }

    private Channel channel(Visit visit) {
        return list.channel(new ChannelId(visit.id())).orElseThrow(Refused::nothingHere);
    }

    // ---- the bytes; on event loops ----

    private Optional<String> holder(StreamRequest request) {
        return id(request.pathParameter("file"))
                .flatMap(id -> request.parameter("ticket").flatMap(each -> tickets.operator(each, id)));
    }

    private static Optional<ChannelId> id(String file) {
        return file.matches("\\d{1,9}\\.(ts|m3u8)")
                ? Optional.of(Integer.parseInt(file.substring(0, file.indexOf('.'))))
                        .filter(each -> each > 0)
                        .map(ChannelId::new)
                : Optional.empty();
    }

    private void watch(StreamRequest request, Operator operator) {
        String file = request.pathParameter("file");
        Optional<Channel> channel = id(file).flatMap(list::channel);
        if (channel.isEmpty()) {
            request.refuse(404, "There is no such channel.");
            return;
        }
        Guest guest = new Guest(
                operator.name() + " (operator)",
                request.clientAddress(),
                request.header("User-Agent").orElse(""));
        if (file.endsWith(".ts")) {
            relays.join(channel.get(), request, guest);
        } else {
            playlist(channel.get(), request, guest);
        }
    }

    private void playlist(Channel channel, StreamRequest request, Guest guest) {
        HlsSessions sessions = relays.hls();
        HlsSession.Owner owner = sessions.owner(channel, guest, "");
        if (!sessions.goOn(owner, channel, request)) {
            sessions.begin(owner, channel, request, () -> {})
                    .ifPresent(session -> sessions.playlist(session, channel, request));
        }
    }
}

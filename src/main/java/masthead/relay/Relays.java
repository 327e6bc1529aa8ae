package masthead.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.FeedId;
import masthead.config.ByteSize;
import masthead.http.StreamRequest;
import masthead.metrics.Metrics;
import masthead.tuner.ProviderSlots;
import masthead.tuner.Slates;
import masthead.tuner.Tuner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels on air: one relay for each, made when somebody asks, gone when nobody has for a while. Safe on any thread. */
public final class Relays implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Relays.class);

    private final Room room;
    private final Map<ChannelId, Relay> relays = new ConcurrentHashMap<>();
    private final Map<Long, Viewing> viewers = new ConcurrentHashMap<>();
    private final AtomicLong viewerIds = new AtomicLong();
    private final HlsPasses passes;
    private final HlsSessions hls;
    private final Warming warming;
    private volatile boolean closed;

    public Relays(Tuner tuner, Slates slates, RelaySettings settings, Clock clock, Metrics metrics) {
        this.room = new Room(tuner, slates, settings, clock, metrics);
        this.passes = new HlsPasses(tuner, settings, clock, metrics);
        this.hls = new HlsSessions(this, passes, settings, clock, metrics);
        tuner.slots().whenShort(passes::makeRoom);
        this.warming = new Warming(room, relays, metrics);
        tuner.slots()
                .whenShort(provider ->
                        relays.values().forEach(relay -> relay.loop().execute(() -> relay.makeRoom(provider))));
        tuner.whenSessionsShort(
                () -> relays.values().forEach(relay -> relay.loop().execute(relay::makeRoomForSession)));
        tellRoom(settings);
        metrics.gauge("masthead_relays", "Channels on air or opening.", relays::size);
        metrics.gauge("masthead_viewers", "Viewers watching or waiting.", viewers::size);
        metrics.gauge("masthead_relay_ring_bytes", "Memory kept by all rings.", room.budget::kept);
    }

    private void tellRoom(RelaySettings settings) {
        ByteSize memory = new ByteSize(room.budget.limit());
        long channels = memory.bytes() / Math.max(1, settings.ringSize().bytes());
        log.atInfo()
                .addKeyValue("memory", memory)
                .log("Rings have room for {} channels at {}, and for more at less", channels, settings.ringSize());
        if (memory.bytes() > RingBudget.mostDirect()) {
            log.atWarn()
                    .addKeyValue("relay.memory", memory)
                    .addKeyValue("java", new ByteSize(RingBudget.mostDirect()))
                    .log("Rings may grow beyond what Java may take outside its heap: raise -XX:MaxDirectMemorySize");
        }
    }

    /**
     * Adds a viewer to a channel, which goes on air if it is not; he gets the stream from its last key frame on, or a refusal.
     * To be called on the request's event loop; {@code request} is answered here.
     */
    public Viewing join(Channel channel, StreamRequest request, Guest guest) {
        Viewer viewer = new Viewer(viewerIds.incrementAndGet(), request, guest, room.clock.instant());
        viewers.put(viewer.id(), viewer);
        request.whenGone(() -> {
            viewer.left();
            viewers.remove(viewer.id());
        });
        join(channel, viewer);
        if (warming.wanted()) {
            warmLater(channel, viewer);
        }
        return viewer;
    }

    private void warmLater(Channel channel, Viewer viewer) {
        long millis = room.settings.warmAfter().toMillis();
        viewer.loop().schedule(() -> warmAround(channel, viewer), millis, TimeUnit.MILLISECONDS);
    }

    /** Who is gone again is zapping; who has no picture yet must not have to share. */
    private void warmAround(Channel channel, Viewer viewer) {
        if (viewer.gone() || closed) {
            return;
        }
        Relay relay = relays.get(channel.id());
        if (relay == null || relay.seen().state() != OnAir.State.ON_AIR) {
            warmLater(channel, viewer);
            return;
        }
        warming.around(
                channel,
                neighbour -> relays.computeIfAbsent(neighbour.id(), id -> {
                    Relay born = new Relay(neighbour, viewer.loop(), room);
                    born.loop().execute(born::startWarm);
                    return born;
                }));
    }

    private void join(Channel channel, Viewer viewer) {
        if (closed) {
            viewer.loop().execute(() -> viewer.refuse("The server is shutting down."));
            return;
        }
        Optional<String> full = full();
        if (full.isPresent() && !relays.containsKey(channel.id())) {
            room.counts.refused().inc();
            viewer.loop().execute(() -> viewer.refuse(full.get()));
            return;
        }
        Relay relay = relays.computeIfAbsent(channel.id(), id -> {
            Relay born = new Relay(channel, viewer.loop(), room);
            born.loop().execute(born::start);
            return born;
        });
        relay.loop().execute(() -> {
            if (viewer.gone()) {
                return;
            }
            if (relay.join(viewer)) {
                // Registered here, not at the door: his leaving must find the relay that took him in.
                whenGone(viewer, () -> relay.loop().execute(() -> relay.left(viewer)));
            } else {
                viewer.loop().execute(() -> join(channel, viewer));
            }
        });
    }

    /** Why no further channel can go on air, if none can. */
    private Optional<String> full() {
        if (relays.size() >= room.settings.maxChannels()) {
            return Optional.of("No further channel can go on air: as many are as relay.max-channels allows.");
        }
        return room.budget.spent()
                ? Optional.of("No further channel can go on air: the memory for channels (relay.memory) is used up.")
                : Optional.empty();
    }

    private static void whenGone(Viewer viewer, Runnable left) {
        viewer.loop().execute(() -> viewer.whenGone(left));
    }

    /** How long a viewer waits for a first picture, at most. */
    Duration longestPatience() {
        return room.tuner().longestPatience(room.settings().openTimeout());
    }

    /** Viewers watching or waiting, each with a connection. */
    public int viewers() {
        return viewers.size();
    }

    /** Those who watch by HLS. */
    public HlsSessions hls() {
        return hls;
    }

    /** Whether it has viewers, or did a moment ago. Safe on any thread. */
    public boolean carries(ChannelId channel) {
        return has(channel) || passes.find(channel).isPresent();
    }

    /** Whether a channel is on air here, or about to be. */
    boolean has(ChannelId channel) {
        return relays.containsKey(channel);
    }

    /** Asks a channel, which goes on air if it is not, for its playlist; {@code loop} is the asker's. */
    void ask(Channel channel, HlsSession session, EventLoop loop, HlsOutput.Asker asker) {
        boolean full = relays.size() >= room.settings.maxChannels() || room.budget.spent();
        if (closed || (full && !relays.containsKey(channel.id()))) {
            room.counts.refused().inc();
            asker.refused(closed ? "The server is shutting down." : "No more channels can go on air now.");
            return;
        }
        Relay relay = relays.computeIfAbsent(channel.id(), id -> {
            Relay born = new Relay(channel, loop, room);
            born.loop().execute(born::start);
            return born;
        });
        relay.loop().execute(() -> {
            if (!relay.ask(session, asker)) {
                loop.execute(() -> ask(channel, session, loop, asker));
            }
        });
    }

    /** Hands over a segment's packets, each piece with a reference; none if it is not there. On any thread. */
    void segment(ChannelId channel, long sequence, Consumer<List<ByteBuf>> taker) {
        Relay relay = relays.get(channel);
        if (relay == null) {
            taker.accept(List.of());
        } else {
            relay.loop().execute(() -> taker.accept(relay.segment(sequence)));
        }
    }

    /** A session that operators may see and end. */
    void began(HlsSession session) {
        viewers.put(session.id(), session);
    }

    void ended(HlsSession session) {
        viewers.remove(session.id());
        Relay relay = relays.get(session.owner().channel());
        if (relay != null) {
            relay.loop().execute(() -> relay.left(session));
        }
    }

    long nextId() {
        return viewerIds.incrementAndGet();
    }

    /** What is on air, by name. */
    public List<OnAir> onAir() {
        return Stream.concat(relays.values().stream().map(Relay::seen), passes.seen())
                .sorted(Comparator.comparing(OnAir::name))
                .toList();
    }

    /** How long viewers waited for their first picture. */
    public List<ZapTimes> zaps() {
        return room.counts.zaps().seen();
    }

    /** This channel, if it is on air. */
    public Optional<OnAir> onAir(ChannelId channel) {
        return Optional.ofNullable(relays.get(channel))
                .map(Relay::seen)
                .or(() -> passes.find(channel).map(HlsPass::seen));
    }

    /**
     * Puts another feed of a channel on air: {@code feed}, or the next in order; its viewers keep watching. In the background; a
     * feed that does not show a picture leaves everything as it is.
     *
     * @return whether the channel is on air, so that there is something to switch
     */
    public boolean switchFeed(ChannelId channel, Optional<FeedId> feed) {
        Relay relay = relays.get(channel);
        if (relay != null) {
            relay.loop().execute(() -> relay.switchFeed(feed));
        }
        return relay != null;
    }

    /** How the stream of this channel does, if it is on air. */
    public Optional<Condition> condition(ChannelId channel) {
        return Optional.ofNullable(relays.get(channel)).map(Relay::condition);
    }

    /** From now on streams are judged. Once, before the first viewer. */
    public void watch(WatchdogSettings settings, Metrics metrics) {
        room.watchdog = Optional.of(new Watchdog(settings, metrics));
        Map<String, DoubleSupplier> verdicts = new LinkedHashMap<>();
        for (String word : Verdict.WORDS) {
            verdicts.put(
                    word,
                    () -> relays.values().stream()
                            .filter(each -> each.condition().verdict().word().equals(word))
                            .count());
        }
        metrics.gauge(
                "masthead_relays_by_verdict", "Channels on air by what the watchdog thinks.", "verdict", verdicts);
    }

    /** Ends a viewer's connection; false if there is none with this id. */
    public boolean close(long viewerId) {
        Viewing viewer = viewers.get(viewerId);
        if (viewer != null) {
            viewer.end();
        }
        return viewer != null;
    }

    /** Tells relays of a new catalog: their channels' feeds may have changed, or be gone. */
    public void refresh(Catalog catalog) {
        passes.refresh(catalog);
        warming.follow(catalog);
        relays.forEach((id, relay) -> {
            if (id.listed()) { // what is in no catalog cannot be taken out of it
                Optional<Channel> channel = catalog.channel(id).map(each -> each.under(id));
                relay.loop().execute(() -> relay.refresh(channel));
            }
        });
    }

    /** Takes every channel off the air, and waits up to two seconds until upstreams and viewers are closed. */
    @Override
    public void close() {
        closed = true;
        hls.close();
        passes.close();
        List<Relay> all = List.copyOf(relays.values());
        CountDownLatch left = new CountDownLatch(all.size());
        all.forEach(relay -> relay.loop().execute(() -> {
            relay.end("The server is shutting down.");
            left.countDown();
        }));
        try {
            left.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Room implements RelayRoom {
        private final Tuner tuner;
        private final Slates slates;
        private final RelaySettings settings;
        private final RingBudget budget;
        private final RelayCounts counts;
        private final Clock clock;
        private volatile Optional<Watchdog> watchdog = Optional.empty();

        Room(Tuner tuner, Slates slates, RelaySettings settings, Clock clock, Metrics metrics) {
            this.tuner = tuner;
            this.slates = slates;
            this.settings = settings;
            this.budget = RingBudget.of(settings);
            this.counts = RelayCounts.of(metrics);
            this.clock = clock;
        }

        @Override
        public Tuner tuner() {
            return tuner;
        }

        @Override
        public ProviderSlots slots() {
            return tuner.slots();
        }

        @Override
        public Slates slates() {
            return slates;
        }

        @Override
        public RelaySettings settings() {
            return settings;
        }

        @Override
        public RingBudget budget() {
            return budget;
        }

        @Override
        public RelayCounts counts() {
            return counts;
        }

        @Override
        public Optional<Watchdog> watchdog() {
            return watchdog;
        }

        @Override
        public Clock clock() {
            return clock;
        }

        @Override
        public void gone(ChannelId channel, Relay relay) {
            relays.remove(channel, relay);
        }
    }
}

package masthead.relay;

import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.config.ByteSize;
import masthead.http.StreamRequest;
import masthead.metrics.Metrics;
import masthead.tuner.ProviderSlots;
import masthead.tuner.Tuner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels on air: one relay for each, made when somebody asks, gone when nobody has for a while. Safe on any thread. */
public final class Relays implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Relays.class);

    private final Room room;
    private final Map<ChannelId, Relay> relays = new ConcurrentHashMap<>();
    private final Map<Long, Viewer> viewers = new ConcurrentHashMap<>();
    private final AtomicLong viewerIds = new AtomicLong();
    private volatile boolean closed;

    public Relays(Tuner tuner, ProviderSlots slots, RelaySettings settings, Clock clock, Metrics metrics) {
        this.room = new Room(tuner, slots, settings, clock, metrics);
        slots.whenShort(provider ->
                relays.values().forEach(relay -> relay.loop().execute(() -> relay.makeRoom(provider))));
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
        return viewer;
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

    /** What is on air, by name. */
    public List<OnAir> onAir() {
        return relays.values().stream()
                .map(Relay::seen)
                .sorted(Comparator.comparing(OnAir::name))
                .toList();
    }

    /** How long viewers waited for their first picture. */
    public List<ZapTimes> zaps() {
        return room.counts.zaps().seen();
    }

    /** This channel, if it is on air. */
    public Optional<OnAir> onAir(ChannelId channel) {
        return Optional.ofNullable(relays.get(channel)).map(Relay::seen);
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
        Viewer viewer = viewers.get(viewerId);
        if (viewer != null) {
            viewer.end();
        }
        return viewer != null;
    }

    /** Tells relays of a new catalog: their channels' feeds may have changed, or be gone. */
    public void refresh(Catalog catalog) {
        relays.forEach((id, relay) -> relay.loop().execute(() -> relay.refresh(catalog.channel(id))));
    }

    /** Takes every channel off the air, and waits up to two seconds until upstreams and viewers are closed. */
    @Override
    public void close() {
        closed = true;
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
        private final ProviderSlots slots;
        private final RelaySettings settings;
        private final RingBudget budget;
        private final RelayCounts counts;
        private final Clock clock;
        private volatile Optional<Watchdog> watchdog = Optional.empty();

        Room(Tuner tuner, ProviderSlots slots, RelaySettings settings, Clock clock, Metrics metrics) {
            this.tuner = tuner;
            this.slots = slots;
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
            return slots;
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

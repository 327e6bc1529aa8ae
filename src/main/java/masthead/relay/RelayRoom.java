package masthead.relay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.tuner.ProviderSlots;
import masthead.tuner.Slates;
import masthead.tuner.Tuner;

/** What every relay shares with the others. */
interface RelayRoom {
    Tuner tuner();

    ProviderSlots slots();

    Slates slates();

    RelaySettings settings();

    /** How long a viewer waits for the first picture of {@code channel}. */
    default Duration patience(Channel channel) {
        return tuner().patience(channel, settings().openTimeout());
    }

    RingBudget budget();

    RelayCounts counts();

    /** What judges streams, if anything does. */
    Optional<Watchdog> watchdog();

    Clock clock();

    /** The relay went off the air; on its loop. */
    void gone(ChannelId channel, Relay relay);
}

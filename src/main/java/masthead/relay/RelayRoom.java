package masthead.relay;

import java.time.Clock;
import java.util.Optional;
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

    RingBudget budget();

    RelayCounts counts();

    /** What judges streams, if anything does. */
    Optional<Watchdog> watchdog();

    Clock clock();

    /** The relay went off the air; on its loop. */
    void gone(ChannelId channel, Relay relay);
}

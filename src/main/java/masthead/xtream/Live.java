package masthead.xtream;

import masthead.relay.Relays;

/** Where the live routes send those who ask for a channel: to the relays, or where there is nothing for them, to a slate. */
public record Live(Relays relays, RefusalSlates slates) {}

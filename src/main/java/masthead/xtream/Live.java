package masthead.xtream;

import masthead.archive.ArchiveSessions;
import masthead.relay.Relays;

/**
 * Where those are sent who ask for a channel: to the relays, or where there is nothing for them, to a slate; who asks for its
 * past, to the archives.
 */
public record Live(Relays relays, RefusalSlates slates, ArchiveSessions past) {}

package masthead.headend;

import java.time.Instant;
import java.util.Optional;
import masthead.catalog.ProviderId;

/**
 * What was done with one list of a provider.
 *
 * @param at when it was read, or when it was last seen again
 * @param reason why it was not applied; empty if it was
 * @param undoable whether it is the provider's newest applied one and can be undone
 * @param acceptable whether it waits and the list is kept
 * @param decidedAt when it was undone, rejected, accepted or given up
 */
public record ImportRevision(
        RevisionId id,
        ProviderId provider,
        Instant at,
        RevisionState state,
        String reason,
        ImportReport report,
        boolean undoable,
        boolean acceptable,
        Optional<Instant> decidedAt) {}

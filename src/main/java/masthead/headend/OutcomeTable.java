package masthead.headend;

import java.time.Instant;
import java.util.Optional;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import org.jdbi.v3.core.Handle;

/** How the last reading of a provider ended, and when one was applied, in table {@code provider}. */
final class OutcomeTable {
    private OutcomeTable() {}

    /** @throws NoSuchEntry if the provider was removed in the meantime */
    static void remember(Handle handle, ProviderId provider, ImportOutcome outcome) {
        int found = handle.execute(
                "UPDATE provider SET outcome = ? WHERE id = ?", OutcomeText.of(outcome), provider.value());
        if (found == 0) {
            throw new NoSuchEntry("provider", provider);
        }
    }

    /** In a sentence. */
    static Optional<String> last(Handle handle, ProviderId provider) {
        return handle.createQuery("SELECT outcome FROM provider WHERE id = :id")
                .bind("id", provider.value())
                .mapTo(String.class)
                .findOne()
                .filter(outcome -> !outcome.isEmpty());
    }

    static void importedAt(Handle handle, ProviderId provider, Instant now) {
        handle.execute("UPDATE provider SET imported_at = ? WHERE id = ?", now.toEpochMilli(), provider.value());
    }
}

package masthead.headend;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import masthead.catalog.ProviderId;

/** The lists that are being read now. Any thread. */
final class UnderWay {
    private final Map<ProviderId, ImportProgress> running = new ConcurrentHashMap<>();

    /** Reads a list; in its turn, so that there is one of each provider at most. */
    <T> T watched(ProviderId provider, Function<ImportProgress, T> reading) {
        ImportProgress progress = new ImportProgress();
        running.put(provider, progress);
        try {
            return reading.apply(progress);
        } finally {
            running.remove(provider, progress);
        }
    }

    Optional<ImportProgress> of(ProviderId provider) {
        return Optional.ofNullable(running.get(provider));
    }
}

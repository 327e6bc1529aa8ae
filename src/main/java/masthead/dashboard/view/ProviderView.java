package masthead.dashboard.view;

import java.util.List;
import java.util.Optional;

/**
 * A provider.
 *
 * @param kind as people call it
 * @param from the host of its list: never the whole address, which may hold a password
 * @param fetched whether its list is read from an address, not handed to us
 * @param panel whether it is an account at a panel
 * @param running whether its list is being read
 * @param progress how far that is; absent while it has not begun
 * @param tone is-good, is-bad or empty, for how the last import ended
 * @param revisions the newest first
 * @param waiting whether one of them waits for an operator
 */
public record ProviderView(
        int id,
        String name,
        String kind,
        String from,
        boolean fetched,
        boolean panel,
        String connections,
        int maxConnections,
        String userAgent,
        String refreshHours,
        String imported,
        String outcome,
        String tone,
        boolean running,
        Optional<ProgressView> progress,
        boolean setup,
        List<RevisionRow> revisions,
        boolean waiting) {}

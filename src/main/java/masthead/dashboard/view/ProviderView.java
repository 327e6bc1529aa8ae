package masthead.dashboard.view;

import java.util.List;

/**
 * A provider.
 *
 * @param kind as people call it
 * @param from the host of its list: never the whole address, which may hold a password
 * @param fetched whether its list is read from an address, not handed to us
 * @param panel whether it is an account at a panel
 * @param running for how long an import is under way; empty if none is
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
        String running,
        boolean setup,
        List<RevisionRow> revisions,
        boolean waiting) {}

package masthead.headend;

import java.util.Map;

/** How an import ended. Only {@link Applied} changed anything. */
public sealed interface ImportOutcome {
    /**
     * The list was applied (even if it changed nothing).
     *
     * @param added entries that were not there before
     * @param changed entries whose name, address, group or other attributes differ from the last list
     * @param gone entries that the list no longer has; their channels' ids and edits are kept for their return
     * @param unchanged entries as they were
     * @param skipped entries that could not be used, by reason
     */
    record Applied(int added, int changed, int gone, int unchanged, Map<String, Integer> skipped)
            implements ImportOutcome {
        public Applied {
            skipped = Map.copyOf(skipped);
        }
    }

    /** The list is empty, truncated, HTML, or lost more than half its entries: nothing was changed. */
    record Suspicious(String reason) implements ImportOutcome {}

    /** The list could not be read at all: nothing was changed. */
    record Failed(String reason) implements ImportOutcome {}

    /** An operator gave it up: nothing was changed. */
    record Cancelled() implements ImportOutcome {}
}

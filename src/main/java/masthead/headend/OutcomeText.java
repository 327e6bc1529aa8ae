package masthead.headend;

import java.util.TreeMap;
import java.util.stream.Collectors;
import masthead.headend.ImportOutcome.Applied;
import masthead.headend.ImportOutcome.Cancelled;
import masthead.headend.ImportOutcome.Failed;
import masthead.headend.ImportOutcome.Suspicious;

/** An outcome in a sentence, as it is kept and logged. */
final class OutcomeText {
    private OutcomeText() {}

    static String of(ImportOutcome outcome) {
        return switch (outcome) {
            case Applied applied ->
                "Applied: " + applied.added() + " new, " + applied.changed() + " changed, " + applied.gone() + " gone, "
                        + applied.unchanged() + " unchanged" + skipped(applied) + ".";
            case Suspicious(String reason) -> "Not applied, suspicious: " + reason;
            case Failed(String reason) -> "Not applied, failed: " + reason;
            case Cancelled() -> "Not applied, cancelled: everything is as it was.";
        };
    }

    private static String skipped(Applied applied) {
        String reasons = new TreeMap<>(applied.skipped())
                .entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "" : "; skipped " + reasons;
    }
}

package masthead.dashboard.view;

import java.util.List;
import java.util.Optional;

/**
 * What a provider's list would change.
 *
 * @param seen when it was looked at; empty if it was not
 * @param trouble why it would wait for an operator; empty if it would be applied
 * @param left how many more groups there are than are shown; empty for none
 * @param skipped what could not be used
 */
public record PreviewView(
        int id,
        boolean running,
        Optional<ProgressView> progress,
        String seen,
        String trouble,
        List<Count> counts,
        List<Group> groups,
        String left,
        List<Sort> sorts,
        String skipped) {
    public record Count(String title, String entries) {}

    /** What it would do to one group of the list. */
    public record Group(
            String name, String fresh, String changed, String moved, String gone, String returned, String unchanged) {}

    /** Some entries of which it is the same. */
    public record Sort(String title, List<Sample> samples) {}

    public record Sample(String name, String before) {}
}

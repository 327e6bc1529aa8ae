package masthead.headend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.FeedKind;
import masthead.format.m3u.M3uReader;
import masthead.format.m3u.Tally;

/**
 * What a list would bring.
 *
 * @param total entries that can be used
 * @param entries the first of them
 * @param skipped what was left out, by reason
 * @param trouble why there is no list, or why it would not be applied
 */
public record ListPreview(int total, List<Entry> entries, Map<String, Integer> skipped, Optional<String> trouble) {
    /** One channel to be; group and logo may be empty. */
    public record Entry(String name, String group, String logo, FeedKind kind, String url) {}

    public ListPreview {
        entries = List.copyOf(entries);
        skipped = Map.copyOf(skipped);
    }

    static ListPreview unreadable(String why) {
        return new ListPreview(0, List.of(), Map.of(), Optional.of(why));
    }

    ListPreview inTrouble(String why) {
        return new ListPreview(total, entries, skipped, Optional.of(why));
    }

    static ListPreview of(SpooledList list, int most, int mostEntries) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> skipped = new TreeMap<>(list.skipped());
        int[] total = {0};
        Tally tally = new M3uReader().read(list.document(), each -> {
            Optional<String> refusal =
                    total[0] == mostEntries ? Optional.of("more than headend.max-entries") : Listed.refusal(each);
            if (refusal.isPresent()) {
                skipped.merge(refusal.get(), 1, Integer::sum);
                return;
            }
            if (total[0]++ < most) {
                Listed entry = Listed.of(each);
                entries.add(new Entry(entry.name(), entry.group(), entry.logo(), entry.kind(), entry.url()));
            }
        });
        tally.skipped().forEach((why, count) -> skipped.merge(why.words(), count, Integer::sum));
        Optional<String> trouble = total[0] == 0
                ? Optional.of("The list has no usable entry.")
                : tally.looksTruncated()
                        ? Optional.of("The list is cut short: its last entry has no address.")
                        : Optional.empty();
        return new ListPreview(total[0], entries, skipped, trouble);
    }
}

package masthead.tuner;

import java.util.Comparator;
import java.util.List;
import masthead.format.hls.MultivariantPlaylist;
import masthead.format.hls.Variant;

/** Which variant of a programme to play. */
final class VariantChoice {
    private VariantChoice() {}

    /**
     * All variants, the one to play first: with pictures before without, with its sound in it before without, then the
     * highest bandwidth up to {@code most}, then the lowest beyond it.
     *
     * @param most bit/s; 0 means no limit
     */
    static List<Variant> ranked(MultivariantPlaylist list, long most) {
        Comparator<Variant> order = Comparator.<Variant, Boolean>comparing(Variant::soundOnly)
                .thenComparing(each -> !list.soundWithin(each))
                .thenComparing(each -> beyond(each, most))
                .thenComparingLong(each -> beyond(each, most) ? each.bandwidth() : -each.bandwidth());
        return list.variants().stream().sorted(order).toList();
    }

    private static boolean beyond(Variant variant, long most) {
        return most > 0 && variant.bandwidth() > most;
    }
}

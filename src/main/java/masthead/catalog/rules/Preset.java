package masthead.catalog.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What most operators want done, without a rule of their own. In this order, and before all rules. */
public enum Preset {
    DROP_QUALITY("Takes marks of quality out of names: HD, FHD, 4K, RAW, HEVC and the like."),
    DROP_COUNTRY("Takes the country's code off the front of names: \"IT: Rai 1\" is \"Rai 1\"."),
    GROUP_BY_COUNTRY("Puts channels into a category of their country, where name or group tell which."),
    ONE_PER_NAME("Makes one channel of all of one name and country, best quality first, whichever provider has them."),
    PROVIDER_ORDER("Keeps each provider's channels together, in the order of its list.");

    private final String says;

    Preset(String says) {
        this.says = says;
    }

    /** Its name for operators: {@code drop-quality}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in a sentence. */
    public String says() {
        return says;
    }

    public static Optional<Preset> labelled(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }
}

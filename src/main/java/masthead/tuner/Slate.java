package masthead.tuner;

import java.util.Locale;

/** A picture with words, for a viewer who cannot be shown what he asked for. */
public enum Slate {
    /** No feed of the channel shows a picture. */
    CHANNEL_OFFLINE,
    /** The picture was lost and is looked for. */
    ONE_MOMENT,
    TOO_MANY_CONNECTIONS,
    ACCOUNT_EXPIRED,
    ACCOUNT_DISABLED;

    /** Its name in settings, files and reasons: {@code channel-offline}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package masthead.guide;

/** Why a programme of a guide was left out or repaired, beyond what is wrong with it alone. */
enum GuideFault {
    DUPLICATE("duplicates dropped"),
    OVERLAP("overlaps cut"),
    NO_END_AT_ALL("without an end and a next one, given an hour"),
    TOO_LONG("too long, cut"),
    OUT_OF_ORDER("channels put in order"),
    OVER("over, dropped"),
    FAR_AHEAD("too far ahead, dropped"),
    TOO_MANY("beyond guide.max-programmes, dropped"),
    TOO_MANY_OF_ONE("beyond guide.max-per-channel, dropped"),
    TOO_MANY_CHANNELS("of channels beyond guide.max-channels, dropped");

    private final String words;

    GuideFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}

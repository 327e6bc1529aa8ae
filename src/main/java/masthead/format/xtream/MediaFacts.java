package masthead.format.xtream;

/**
 * What is known of a film's picture and sound; 0 or empty where nothing is.
 *
 * @param bitrate kilobits per second
 */
public record MediaFacts(int bitrate, String videoCodec, int width, int height, String audioCodec, int channels) {
    public static final MediaFacts NONE = new MediaFacts(0, "", 0, 0, "", 0);
}

package masthead.format.names;

/** How good a picture a name promises, as a number: 4K before FHD before HD before what says nothing before SD. */
public final class Quality {
    private static final int UNSAID = 1;

    private Quality() {}

    /** The better, the greater. */
    public static int of(ReadName name) {
        int best = -1;
        for (String mark : name.quality()) {
            best = Math.max(best, of(mark));
        }
        return best < 0 ? UNSAID : best;
    }

    /** -1 for a mark that says nothing of it. */
    private static int of(String mark) {
        return switch (mark) {
            case "8K" -> 5;
            case "4K", "UHD", "4K UHD", "ULTRA HD", "ULTRAHD", "2160P", "2160", "3840P" -> 4;
            case "FHD", "FULL HD", "FULLHD", "1080P", "1080I", "1080" -> 3;
            case "HD", "720P", "720I", "720", "HQ" -> 2;
            case "SD", "LQ", "480P", "480I", "576P", "576I", "LOW BITRATE", "LOWBITRATE", "LOW BW" -> 0;
            default -> -1;
        };
    }
}

package masthead.format.names;

/** How good a picture a name promises, as a number: 4K before FHD before HD before what says nothing before SD. */
public final class Quality {
    private static final int UNSAID = 1;

    private Quality() {}

    /** The better, the greater. */
    public static int of(String name) {
        int best = -1;
        for (String mark : DisplayName.marks(name)) {
            best = Math.max(best, said(mark));
        }
        return best < 0 ? UNSAID : best;
    }

    /** -1 for a mark that says nothing of it. */
    private static int said(String mark) {
        return switch (mark) {
            case "8K" -> 5;
            case "4K", "UHD", "ULTRA", "ULTRAHD", "2160P", "3840P" -> 4;
            case "FHD", "FULL", "FULLHD", "1080P", "1080I" -> 3;
            case "HD", "720P", "720I", "HQ" -> 2;
            case "SD", "LQ", "480P", "480I", "576P", "576I", "LOW", "LOWBITRATE" -> 0;
            default -> -1;
        };
    }
}

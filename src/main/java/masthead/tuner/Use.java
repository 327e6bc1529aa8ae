package masthead.tuner;

/** What a connection to a provider is for. Of those who wait for one, somebody who watches live is served first. */
public enum Use {
    LIVE,
    PROBE,
    MOVIE,
    /** What a channel showed. */
    ARCHIVE,
    RECORDING
}

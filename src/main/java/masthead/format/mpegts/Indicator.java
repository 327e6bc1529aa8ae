package masthead.format.mpegts;

/**
 * What can be wrong with a transport stream, by the names of ETSI TR 101 290 (clauses 5.2.1 and 5.2.2).
 *
 * <p>Times are of the stream's own clock, the PCR, not of arrival: a source that sends whole seconds at once is not at fault.
 */
public enum Indicator {
    /** Bytes that are not packets lie between packets. */
    TS_SYNC_LOSS("TS_sync_loss", 1),
    /** One packet lost its sync byte, those around it did not. */
    SYNC_BYTE_ERROR("Sync_byte_error", 1),
    /** No PAT for 500 ms, or something else on its PID. */
    PAT_ERROR_2("PAT_error_2", 1),
    /** A PID's counter jumped, or a packet came more than twice. */
    CONTINUITY_COUNT_ERROR("Continuity_count_error", 1),
    /** No PMT for 500 ms, or a scrambled one. */
    PMT_ERROR_2("PMT_error_2", 1),
    /** A video or audio stream that the PMT names did not come for five seconds. */
    PID_ERROR("PID_error", 1),
    /** A packet that somebody before us knew to be damaged: transport_error_indicator. */
    TRANSPORT_ERROR("Transport_error", 2),
    /** A PAT or PMT whose CRC_32 is wrong. Other tables are not looked at. */
    CRC_ERROR("CRC_error", 2),
    /** More than 100 ms and up to a second from one PCR to the next, or none at all for a second. */
    PCR_REPETITION_ERROR("PCR_repetition_error", 2),
    /** A PCR that went back, or on by more than a second, without discontinuity_indicator. */
    PCR_DISCONTINUITY_INDICATOR_ERROR("PCR_discontinuity_indicator_error", 2),
    /** More than 700 ms without a PTS in a video or audio stream. */
    PTS_ERROR("PTS_error", 2),
    /** A second with scrambled packets, but without a CAT that says how. */
    CAT_ERROR("CAT_error", 2);

    private final String title;
    private final int priority;

    Indicator(String title, int priority) {
        this.title = title;
        this.priority = priority;
    }

    /** The name in TR 101 290. */
    public String title() {
        return title;
    }

    /** 1: the stream cannot be decoded; 2: it should be watched. */
    public int priority() {
        return priority;
    }
}

package masthead.format.mpegts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a transport stream does, as a {@link Monitor} saw it.
 *
 * @param watched since when it has been this stream; what is "recent" covers no more than that
 * @param errors by indicator; one that is missing never showed
 * @param silent audio: how long it has been since the last PES packet of any audio stream, in the stream's own time; empty if
 *     there never was one
 * @param loop pictures that repeat
 * @param codecs of its pictures and sounds, each once, in their order; empty while they are not known
 */
public record Health(
        Duration watched,
        Map<Indicator, Count> errors,
        Traffic traffic,
        Clock clock,
        List<Audio> audio,
        Optional<Duration> silent,
        Optional<Loop> loop,
        List<Codec> codecs) {
    public Health {
        codecs = List.copyOf(codecs);
        errors = Map.copyOf(errors);
        audio = List.copyOf(audio);
    }

    /** How often this showed in the last ten seconds. */
    public int recent(Indicator indicator) {
        return count(indicator).recent();
    }

    /** How often this showed in all signals so far. */
    public long total(Indicator indicator) {
        return count(indicator).total();
    }

    private Count count(Indicator indicator) {
        return errors.getOrDefault(indicator, new Count(0, 0));
    }

    /** How often: in the last ten seconds, the running one among them, and in all signals so far. */
    public record Count(int recent, long total) {}

    /**
     * What came in.
     *
     * @param bitsPerSecond each of the last {@value Monitor#HISTORY_SECONDS} seconds, the oldest first, all packets counted
     * @param contentBitsPerSecond without null packets, the mean of up to ten whole seconds, by the stream's own time
     * @param nullShare null packets of all packets, from 0 to 1, in the last ten seconds
     * @param scrambledShare scrambled packets of those that are not null, from 0 to 1, in the last ten seconds
     */
    public record Traffic(
            List<Long> bitsPerSecond, long contentBitsPerSecond, double nullShare, double scrambledShare) {
        public Traffic {
            bitsPerSecond = List.copyOf(bitsPerSecond);
        }
    }

    /**
     * The PCR.
     *
     * @param known whether there is one
     * @param stuck how long packets have come without it going on; a time without packets does not count
     * @param arrivalJitter from the earliest to the latest PCR of the last ten seconds, each compared with when it was due. Over
     *     TCP this is the sender's and the network's unevenness, and a source that sends whole segments has seconds of it: not
     *     TR 101 290's PCR_accuracy_error, which needs a wire of constant rate
     * @param pace seconds of the stream that came in a second, the mean of up to a minute; below 1 players will have to wait
     */
    public record Clock(boolean known, Duration stuck, Duration arrivalJitter, double pace) {}

    /** One audio stream: PES packets a second, over the last ten. */
    public record Audio(int pid, double packetsPerSecond) {}

    /**
     * Groups of pictures that repeat.
     *
     * @param groups how many there are before they come again; 1 is a still picture
     * @param lasting for how long of the stream's time
     */
    public record Loop(int groups, Duration lasting) {}
}

package masthead.format.m3u;

import java.util.List;
import java.util.Map;

/**
 * What was found in a list.
 *
 * @param entries how many entries were handed over
 * @param skipped what was left out, by reason; reasons that did not occur are absent
 * @param guides absolute addresses of guides, from {@code x-tvg-url} and {@code url-tvg}, in order, each once
 * @param looksTruncated whether the list ends in an {@code #EXTINF} without its address
 */
public record Tally(int entries, Map<Skip, Integer> skipped, List<String> guides, boolean looksTruncated) {
    public Tally {
        skipped = Map.copyOf(skipped);
        guides = List.copyOf(guides);
    }
}

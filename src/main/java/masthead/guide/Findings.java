package masthead.guide;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.ChannelId;
import masthead.guide.match.Candidate;
import masthead.guide.match.ChannelLook;

/**
 * What a run found for each channel: filled by it in the order of ids, not changed afterwards.
 *
 * <p>There may be hundreds of thousands. Of how a channel looked only 64 bits are kept, as of its name, and all of which the same was
 * found, which is nothing mostly, have it in common.
 */
final class Findings {
    private final int[] ids;
    private final long[] looks;
    private final long[] names;
    private final Looked[] looked;
    private final Map<Looked, Looked> common = new HashMap<>();
    private int size;

    /** What one guide has for a channel: the best first, never empty. */
    record Found(boolean certain, List<Candidate> candidates) {}

    /**
     * What was found for one channel.
     *
     * @param refused what was left out of the search
     * @param known the guides in which it was looked for
     */
    record Looked(Set<String> refused, Map<GuideSourceId, Found> found, Set<GuideSourceId> known) {
        Looked {
            refused = Set.copyOf(refused);
            found = Map.copyOf(found);
            known = Set.copyOf(known);
        }

        static Looked nowhere(Set<String> refused) {
            return new Looked(refused, Map.of(), Set.of());
        }

        /** Without what was found in other guides than these. */
        Looked in(Set<GuideSourceId> guides) {
            if (guides.containsAll(known)) {
                return this;
            }
            Map<GuideSourceId, Found> left = new HashMap<>(found);
            left.keySet().retainAll(guides);
            Set<GuideSourceId> both = new HashSet<>(known);
            both.retainAll(guides);
            return new Looked(refused, left, both);
        }

        /** Looked for in one guide more. */
        Looked and(GuideSourceId guide, Optional<Found> there) {
            Map<GuideSourceId, Found> more = new HashMap<>(found);
            there.ifPresent(each -> more.put(guide, each));
            Set<GuideSourceId> both = new HashSet<>(known);
            both.add(guide);
            return new Looked(refused, more, both);
        }
    }

    /** @param most how many channels there will be */
    Findings(int most) {
        this.ids = new int[most];
        this.looks = new long[most];
        this.names = new long[most];
        this.looked = new Looked[most];
    }

    /**
     * Adds the next channel; its id is higher than the one before.
     *
     * @param look as {@link #print} has it
     * @param name likewise, of its {@link masthead.guide.match.Identity}
     */
    void add(ChannelId id, long look, long name, Looked of) {
        ids[size] = id.value();
        looks[size] = look;
        names[size] = name;
        size++;
        put(size - 1, of);
    }

    void put(int at, Looked of) {
        looked[at] = of.found().isEmpty() ? common.computeIfAbsent(of, each -> each) : of;
    }

    int size() {
        return size;
    }

    Looked looked(int at) {
        return looked[at];
    }

    Optional<Looked> looked(ChannelId channel) {
        int at = find(channel);
        return at < 0 ? Optional.empty() : Optional.of(looked[at]);
    }

    /** Of one that looked like this, what it is called, and what was found. */
    Optional<Alike> alike(ChannelId channel, long look) {
        int at = find(channel);
        return at < 0 || looks[at] != look ? Optional.empty() : Optional.of(new Alike(names[at], looked[at]));
    }

    record Alike(long name, Looked looked) {}

    /** What a channel is called, as {@link #print} has it. */
    long name(ChannelId channel) {
        int at = find(channel);
        return at < 0 ? print("") : names[at];
    }

    private int find(ChannelId channel) {
        return Arrays.binarySearch(ids, 0, size, channel.value());
    }

    static long print(ChannelLook look) {
        return print(look.name(), look.group(), look.guideId(), look.logo(), look.provider());
    }

    /** FNV-1a of 64 bits over characters: equal texts have equal ones, and of others no two in practice. */
    static long print(String... texts) {
        long hash = 0xcbf29ce484222325L;
        for (String each : texts) {
            for (int at = 0; at < each.length(); at++) {
                hash = (hash ^ each.charAt(at)) * 0x100000001b3L;
            }
            hash = (hash ^ Character.MAX_VALUE) * 0x100000001b3L;
        }
        return hash;
    }
}

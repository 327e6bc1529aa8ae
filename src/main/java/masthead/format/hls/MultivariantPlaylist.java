package masthead.format.hls;

import java.util.List;

/** The choice of variants of one programme (RFC 8216, 4.3.4), and the renditions they refer to. */
public record MultivariantPlaylist(List<Variant> variants, List<Rendition> renditions) implements Playlist {
    public MultivariantPlaylist {
        variants = List.copyOf(variants);
        renditions = List.copyOf(renditions);
    }

    /** The sound renditions that {@code variant} is played with; none if its sound is its own. */
    public List<Rendition> audioOf(Variant variant) {
        return variant.audioGroup().isEmpty()
                ? List.of()
                : renditions.stream()
                        .filter(each -> each.type().equals("AUDIO"))
                        .filter(each -> each.group().equals(variant.audioGroup()))
                        .toList();
    }

    /** Whether the variant's own segments hold its sound: it names no group, or one of the group has no address of its own. */
    public boolean soundWithin(Variant variant) {
        List<Rendition> audio = audioOf(variant);
        return audio.isEmpty() || audio.stream().anyMatch(each -> each.uri().isEmpty());
    }
}

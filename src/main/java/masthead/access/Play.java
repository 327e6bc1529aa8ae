package masthead.access;

import java.util.Optional;
import java.util.function.Predicate;
import masthead.catalog.LineupId;

/**
 * Somebody asks to watch something: who, in which format, on what device.
 *
 * @param offered whether what he asks for is in that lineup; never blocks
 */
public record Play(
        Credentials credentials, Format format, Device device, Content content, Predicate<Optional<LineupId>> offered) {
    /** Something that is in no lineup, and open to everybody. */
    public Play(Credentials credentials, Format format, Device device, Content content) {
        this(credentials, format, device, content, lineup -> true);
    }
}

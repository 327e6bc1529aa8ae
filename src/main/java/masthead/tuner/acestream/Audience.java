package masthead.tuner.acestream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import masthead.catalog.FeedId;
import masthead.tuner.NoSignal;

/** Who listens to a session. Taking what it is told may make a listener leave. Lives on the session's event loop. */
final class Audience {
    private final List<Outlet> outlets = new ArrayList<>();

    void add(Outlet outlet) {
        outlets.add(outlet);
    }

    /** @return whether it was there */
    boolean remove(Outlet outlet) {
        return outlets.remove(outlet);
    }

    boolean isEmpty() {
        return outlets.isEmpty();
    }

    /** Whether somebody watches by one of them; the others only check. */
    boolean watched() {
        return outlets.stream().anyMatch(each -> each.watches);
    }

    /** What they play. */
    List<FeedId> feeds() {
        return outlets.stream().flatMap(each -> each.tap.feed().stream()).toList();
    }

    boolean allImpatient() {
        return outlets.stream().allMatch(each -> each.tap.impatient());
    }

    void showsPackets() {
        List.copyOf(outlets).forEach(Outlet::showsPackets);
    }

    void discontinuity() {
        List.copyOf(outlets).forEach(Outlet::discontinuity);
    }

    void bytes(ByteBuf bytes) {
        for (int at = outlets.size() - 1; at >= 0; at--) {
            if (at < outlets.size()) {
                outlets.get(at).bytes(bytes);
            }
        }
    }

    /** Sends all away. */
    void lost(NoSignal why) {
        leave().forEach(each -> each.lost(why));
    }

    /** Sends those away who have another feed to go on with. */
    void lostToImpatient(NoSignal why) {
        for (Outlet each : List.copyOf(outlets)) {
            if (each.tap.impatient()) {
                outlets.remove(each);
                each.lost(why);
            }
        }
    }

    /** All of them, who do not listen any more, and are not told. */
    List<Outlet> leave() {
        List<Outlet> all = List.copyOf(outlets);
        outlets.clear();
        return all;
    }
}

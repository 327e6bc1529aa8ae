package masthead.tuner;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import masthead.catalog.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * A live stream of a panel that may be at several addresses: they are tried one after the other until one shows packets.
 *
 * <p>One that cannot be reached, or is in trouble, costs all addresses of its host; one that is not there only itself. What is
 * refused to the account is refused everywhere. Lives on one event loop.
 */
final class MirroredSignal implements Signal {
    private final Way way;
    private final ProviderId provider;
    private final Mirrors mirrors;
    private final HlsCounts counts;
    private final SignalOwner owner;
    private final Deque<Mirrors.Candidate> left = new ArrayDeque<>();
    private volatile @Nullable Signal current;
    private volatile boolean over;

    /** Whose address is remembered when it shows packets. */
    record Panel(ProviderId provider, Mirrors mirrors) {}

    MirroredSignal(Way way, Panel panel, SignalOwner owner, HlsCounts counts) {
        this.way = way;
        this.provider = panel.provider();
        this.mirrors = panel.mirrors();
        this.owner = owner;
        this.counts = counts;
    }

    void open(List<Mirrors.Candidate> candidates) {
        left.addAll(candidates);
        next();
    }

    private void next() {
        Mirrors.Candidate candidate = left.remove();
        WebSignal signal = new WebSignal(way, new Listener(candidate), counts);
        current = signal;
        signal.open(candidate.url());
    }

    @Override
    public void close() {
        over = true;
        Signal open = current;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void whenClosed(Runnable told) {
        way.calls().whenNone(told);
    }

    @Override
    public boolean connected() {
        Signal open = current;
        return (!over && open != null && open.connected()) || way.calls().any();
    }

    /** Listens to one of them. */
    private final class Listener implements SignalOwner {
        private final Mirrors.Candidate candidate;
        private boolean shown;

        Listener(Mirrors.Candidate candidate) {
            this.candidate = candidate;
        }

        @Override
        public void showsPackets() {
            shown = true;
            mirrors.answered(provider, candidate);
            owner.showsPackets();
        }

        @Override
        public void bytes(ByteBuf bytes) {
            owner.bytes(bytes);
        }

        @Override
        public void discontinuity() {
            owner.discontinuity();
        }

        @Override
        public boolean impatient() {
            return owner.impatient();
        }

        @Override
        public void lost(NoSignal why) {
            if (over) {
                return;
            }
            if (!shown && goesOn(why) && !left.isEmpty()) {
                // The socket is closed first: providers count what is open.
                way.calls().whenNone(() -> {
                    if (!over) {
                        next();
                    }
                });
                return;
            }
            over = true;
            owner.lost(why);
        }

        private boolean goesOn(NoSignal why) {
            boolean hostInTrouble = switch (why) {
                case NoSignal.Unreachable _, NoSignal.NotTransportStream _ -> true;
                // 509 and the like are about the account: it has too much open.
                case NoSignal.Refused(int status) ->
                    (status >= 500 && status <= 504) || (status >= 520 && status <= 527);
                default -> false;
            };
            if (hostInTrouble) {
                left.removeIf(each -> each.base().equals(candidate.base()));
                return true;
            }
            boolean notThere = why instanceof NoSignal.Refused(int status)
                    && (status == 400 || status == 404 || status == 405 || status == 406);
            left.removeIf(each -> !each.base().equals(candidate.base()));
            return notThere;
        }
    }
}

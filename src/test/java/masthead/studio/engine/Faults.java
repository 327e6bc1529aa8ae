package masthead.studio.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that are set. Any thread. */
final class Faults {
    /** One that is set, and how often it may still come. */
    static final class Set {
        private final Fault fault;
        private final Instant since;
        private final AtomicInteger left;

        private Set(Fault fault, Instant since) {
            this.fault = fault;
            this.since = since;
            this.left = new AtomicInteger(
                    fault.scope().times() == 0
                            ? Integer.MAX_VALUE
                            : fault.scope().times());
        }

        Fault fault() {
            return fault;
        }

        Instant since() {
            return since;
        }

        /** Takes one of the times it may still come, if there is one. */
        boolean claim() {
            return left.getAndUpdate(count -> count == Integer.MAX_VALUE ? count : Math.max(0, count - 1)) > 0;
        }
    }

    private final Clock clock;
    private final List<Set> set = new CopyOnWriteArrayList<>();

    Faults(Clock clock) {
        this.clock = clock;
    }

    void add(Fault fault) {
        set.add(new Set(fault, clock.instant()));
    }

    void clear(Fault fault) {
        set.removeIf(each -> each.fault.equals(fault));
    }

    void clear() {
        set.clear();
    }

    /** The fault of this kind that hits {@code subject} now, if one does: it has come once more then. */
    Optional<Fault> hit(Fault.Kind kind, Fault.Subject subject) {
        for (Set each : set) {
            if (each.fault.kind() == kind && each.fault.scope().covers(subject) && each.claim()) {
                return Optional.of(each.fault);
            }
        }
        return Optional.empty();
    }

    /** The faults of streams that cover {@code subject}; whoever suffers one has to claim it once. */
    List<Set> ofStreams(Fault.Subject subject) {
        return set.stream()
                .filter(each ->
                        each.fault.kind().ofStreams() && each.fault.scope().covers(subject))
                .toList();
    }

    boolean isSet(Set fault) {
        return set.contains(fault);
    }

    List<Fault> all() {
        return set.stream().map(Set::fault).toList();
    }
}

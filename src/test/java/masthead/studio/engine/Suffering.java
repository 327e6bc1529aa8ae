package masthead.studio.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults of one body as it goes out: which ones have come by now, and which just did. Not thread-safe. */
final class Suffering {
    /** One that this body suffers from some age on. */
    private static final class Case {
        private final Fault fault;
        private final boolean ours;
        private final Duration from;
        private boolean told;

        private Case(Fault fault, boolean ours, Duration seenAt) {
            this.fault = fault;
            this.ours = ours;
            this.from = fault.after().compareTo(seenAt) > 0 ? fault.after() : seenAt;
        }
    }

    private final Faults faults;
    private final Fault.Subject subject;
    private final Map<Faults.Set, Case> cases = new LinkedHashMap<>();
    private final List<Fault> over = new ArrayList<>();
    private Duration age = Duration.ZERO;

    Suffering(Faults faults, Fault.Subject subject) {
        this.faults = faults;
        this.subject = subject;
    }

    /** The body is this old now. */
    void at(Duration itsAge) {
        age = itsAge;
        faults.ofStreams(subject)
                .forEach(set -> cases.computeIfAbsent(set, each -> new Case(each.fault(), each.claim(), age)));
        cases.entrySet().removeIf(each -> {
            boolean gone = !faults.isSet(each.getKey());
            if (gone && each.getValue().told) {
                over.add(each.getValue().fault);
            }
            return gone;
        });
    }

    /** Faults of packets that began since the last call. */
    List<Fault> begun() {
        List<Fault> begun = new ArrayList<>();
        for (Case each : cases.values()) {
            if (come(each) && !each.told) {
                each.told = true;
                begun.add(each.fault);
            }
        }
        return begun;
    }

    /** Faults that were cleared since the last call. */
    List<Fault> cleared() {
        List<Fault> cleared = List.copyOf(over);
        over.clear();
        return cleared;
    }

    /** The fault of this kind that is under way. */
    Optional<Fault> now(Fault.Kind kind) {
        return cases.values().stream()
                .filter(each -> each.fault.kind() == kind && come(each) && !passed(each))
                .map(each -> each.fault)
                .findFirst();
    }

    private boolean come(Case each) {
        return each.ours && age.compareTo(each.from) >= 0;
    }

    /** Only a stall passes by itself. */
    private boolean passed(Case each) {
        return each.fault.kind() == Fault.Kind.STALL
                && !each.fault.lasting().isZero()
                && age.compareTo(each.from.plus(each.fault.lasting())) >= 0;
    }
}

package masthead.guide;

import java.time.Instant;

/** A guide we read: what the operator says of it, and what became of it. */
public record GuideSource(GuideSourceId id, GuideTerms terms, Instant createdAt, GuideState state) {
    public String name() {
        return terms.name();
    }

    public int priority() {
        return terms.priority();
    }

    public boolean enabled() {
        return terms.enabled();
    }
}

package masthead.headend;

import masthead.catalog.ProviderId;

/** Who is told how imports end; must not block. */
public interface ImportWatch {
    /** An import has ended, whoever asked for it. */
    void ended(ProviderId provider, ImportOutcome outcome);

    /** A list looked wrong and waits for an operator. */
    void quarantined(ProviderId provider, String reason);
}

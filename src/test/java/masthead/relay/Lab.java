package masthead.relay;

import masthead.studio.engine.Policies;
import masthead.studio.engine.Policies.StopScope;
import masthead.studio.engine.Policies.WhenFull;

/**
 * How engines may be where nobody knows how the real one is; every acceptance case has to hold with each (docs/4-protocols/
 * acestream.md, "Acceptance"). What a second player does to the first is each test's own parameter.
 *
 * <p>{@code ./mast test} meets the usual one; {@link AcePoliciesTest}, the others.
 */
enum Lab {
    USUAL,
    A_STOP_ENDS_ONE_SESSION,
    AN_INFOHASH_PASSES_FOR_A_CONTENT_ID,
    THE_FIFTH_START_HANGS,
    THE_FIFTH_START_IS_REFUSED;

    Policies of(Policies policies) {
        return switch (this) {
            case USUAL -> policies;
            case A_STOP_ENDS_ONE_SESSION -> policies.withStopScope(StopScope.SESSION);
            case AN_INFOHASH_PASSES_FOR_A_CONTENT_ID -> policies.withStrictIds(false);
            case THE_FIFTH_START_HANGS -> policies.withMaxSessions(4, WhenFull.HANG);
            case THE_FIFTH_START_IS_REFUSED -> policies.withMaxSessions(4, WhenFull.ERROR);
        };
    }
}

package masthead.xtream;

import masthead.access.Standing;
import masthead.access.Subscriber;

/** Who asks at the players' door, as far as {@link Doorkeeper} can tell. */
sealed interface Caller {
    /**
     * Somebody we know.
     *
     * @param password as he sent it; players expect it echoed
     */
    record Member(Subscriber subscriber, String password, Standing standing) implements Caller {
        boolean active() {
            return standing == Standing.ACTIVE;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Member[" + subscriber.id() + ", " + standing + "]";
        }
    }

    /** Wrong or missing credentials. */
    record Stranger() implements Caller {}

    /** Somebody who asks too often. */
    record Hasty() implements Caller {}
}

package masthead.database;

import java.util.Optional;
import java.util.function.Supplier;

/** In whose name the current thread works: known from a door down to the audit, through the {@link Database}'s own threads. */
public final class Acting {
    private static final ScopedValue<String> NAME = ScopedValue.newInstance();

    private Acting() {}

    /** Runs {@code work}, all of it in the name of {@code who}. */
    public static <X extends Throwable> void as(String who, Work<X> work) throws X {
        ScopedValue.where(NAME, who).<String, X>call(() -> {
            work.run();
            return who;
        });
    }

    static <T> T call(String who, Supplier<T> work) {
        return ScopedValue.where(NAME, who).<T, RuntimeException>call(work::get);
    }

    /** Who is known to act, if anybody is. */
    public static Optional<String> name() {
        return NAME.isBound() ? Optional.of(NAME.get()) : Optional.empty();
    }

    /** What is done in somebody's name. */
    @FunctionalInterface
    public interface Work<X extends Throwable> {
        void run() throws X;
    }
}

package masthead.rest;

import java.util.Optional;
import java.util.function.Supplier;

/** A request cannot be done as it was asked; carries the answer. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** What {@code value} makes of a request; its complaint about an argument becomes the answer. */
    static <T> T unlessValid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new Refusal(new Problem(
                    400,
                    "bad-value",
                    "A value is wrong",
                    Optional.ofNullable(e.getMessage()).orElse("A value is out of bounds.")));
        }
    }
}

package masthead.access;

import java.time.Duration;
import masthead.config.ByteSize;

/** Settings in the words of a test. */
record TestSettings(ByteSize hashMemory, int hashIterations, int failureBurst, int waiting) implements AccessSettings {
    /** Hashes that cost next to nothing. */
    static final TestSettings CHEAP = new TestSettings(new ByteSize(64 << 10), 1, 20, 256);

    /** Hashes that take long enough for a queue to build up. */
    static final TestSettings DEAR = new TestSettings(new ByteSize(32 << 20), 4, 20, 256);

    TestSettings withFailureBurst(int burst) {
        return new TestSettings(hashMemory, hashIterations, burst, waiting);
    }

    @Override
    public Duration rememberRight() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration rememberWrong() {
        return Duration.ofMinutes(1);
    }

    @Override
    public int remembered() {
        return 1000;
    }

    @Override
    public int waitingPerAddress() {
        return 16;
    }

    @Override
    public Duration failurePause() {
        return Duration.ofSeconds(1);
    }
}

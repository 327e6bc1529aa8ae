package masthead.headend;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import masthead.catalog.ProviderId;

/** One thing at a time per provider; others wait. Any thread. */
final class Turns {
    private final Map<ProviderId, ReentrantLock> locks = new ConcurrentHashMap<>();

    <T> T take(ProviderId provider, Supplier<T> work) {
        ReentrantLock lock = locks.computeIfAbsent(provider, any -> new ReentrantLock());
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}

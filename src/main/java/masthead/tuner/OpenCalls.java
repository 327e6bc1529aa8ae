package masthead.tuner;

import java.util.ArrayList;
import java.util.List;
import masthead.http.Upstreams;

/** The calls of one feed whose sockets are not known to be closed. Lives on one event loop; the count may be read anywhere. */
final class OpenCalls {
    private final List<Runnable> waiting = new ArrayList<>();
    private int open;
    private volatile boolean any;

    Upstreams.Call add(Upstreams.Call call) {
        open++;
        any = true;
        call.whenClosed(this::closed);
        return call;
    }

    boolean any() {
        return any;
    }

    /** Calls {@code told} as soon as none is open; at once if none is. */
    void whenNone(Runnable told) {
        waiting.add(told);
        tell();
    }

    private void closed() {
        open--;
        any = open > 0;
        tell();
    }

    private void tell() {
        if (open == 0) {
            List<Runnable> all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(Runnable::run);
        }
    }
}

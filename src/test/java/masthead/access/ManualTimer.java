package masthead.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer that is moved by hand, on the test's thread. */
final class ManualTimer implements Seats.Timer {
    private record Alarm(Duration at, Runnable task) {}

    private final List<Alarm> alarms = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public void after(Duration time, Runnable task) {
        alarms.add(new Alarm(now.plus(time), task));
    }

    void pass(Duration time) {
        now = now.plus(time);
        List<Alarm> due = alarms.stream()
                .filter(each -> each.at().compareTo(now) <= 0)
                .sorted(Comparator.comparing(Alarm::at))
                .toList();
        alarms.removeAll(due);
        due.forEach(each -> each.task().run());
    }
}

package masthead.xtream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PagesSpeedTest {
    private static final String STREAMS = "/player_api.php?" + DoorWorld.NORA + "&action=get_live_streams";

    @Test
    void fifty_thousand_channels_cost_little_a_second_time(@TempDir Path folder) throws Exception {
        try (DoorWorld world = new DoorWorld(folder, Map.of("xtream.request-burst", "100000"))) {
            StringBuilder list = new StringBuilder("#EXTM3U\n");
            for (int i = 0; i < 50_000; i++) {
                list.append("#EXTINF:-1 tvg-id=\"c")
                        .append(i)
                        .append("\" tvg-logo=\"http://logos.example.net/")
                        .append(i);
                list.append(".png\" group-title=\"Group ")
                        .append(i % 100)
                        .append("\",Channel ")
                        .append(i);
                list.append("\nhttp://127.0.0.1:1/").append(i).append(".ts\n");
            }
            world.take(list.toString());
            for (int i = 0; i < 300; i++) {
                world.drain(STREAMS); // warms up; the first is rendered
            }
            int answers = 200;
            long cpu = cpuNanos();
            long firstBytes = 0;
            for (int i = 0; i < answers; i++) {
                firstBytes += world.drain(STREAMS).toNanos();
            }
            double firstByteMillis = firstBytes / 1e6 / answers;
            double cpuMillis = (cpuNanos() - cpu) / 1e6 / answers;
            System.out.printf(
                    "50,000 channels: first byte after %.2f ms, %.2f ms CPU an answer, reading it included%n",
                    firstByteMillis, cpuMillis);
            assertThat(firstByteMillis).isLessThan(10);
            assertThat(cpuMillis).isLessThan(5);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}

package masthead.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/**
 * The one registry. Names begin with {@code masthead_}, counters end in {@code _total}, units are seconds and bytes; labels
 * never hold a name of a person, a channel or an address.
 */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicBoolean jvmWatched = new AtomicBoolean();

    /** A counter without labels; cheap enough for the hot path, once per chunk, not once per packet. */
    public Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).withoutExemplars().register(registry);
    }

    /** A counter by one label. */
    public Counter counter(String name, String help, String label) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .withoutExemplars()
                .register(registry);
    }

    /** A histogram by one label; {@code bounds} are its buckets' upper ones, in the unit of its name, smallest first. */
    public Histogram histogram(String name, String help, String label, double... bounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .classicOnly()
                .classicUpperBounds(bounds)
                .withoutExemplars()
                .register(registry);
    }

    /** A gauge read when the page is asked for. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Gauges by one label, read when the page is asked for. */
    public void gauge(String name, String help, String label, Map<String, DoubleSupplier> values) {
        Map<String, DoubleSupplier> all = Map.copyOf(values);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> all.forEach((each, value) -> callback.call(value.getAsDouble(), each)))
                .register(registry);
    }

    /** All metrics in Prometheus' text format 0.0.4, those of the JVM too (memory, threads, garbage collection). */
    public byte[] page() {
        if (jvmWatched.compareAndSet(false, true)) {
            JvmMetrics.builder().register(registry); // not before they are asked for: it is 100 ms of a start
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream(16384)) {
            PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail that way
        }
    }
}

package masthead.app;

import java.time.Instant;
import java.util.function.ToLongFunction;
import masthead.catalog.Catalogs;
import masthead.guide.Guide;
import masthead.guide.Guides;
import masthead.metrics.Metrics;

/** Numbers of what is on offer, for whoever watches from outside. */
final class Gauges {
    private Gauges() {}

    static void of(Catalogs catalogs, Guides guides, Metrics metrics) {
        metrics.gauge(
                "masthead_channels",
                "Channels on offer.",
                () -> catalogs.current().channels().size());
        metrics.gauge(
                "masthead_providers",
                "Providers.",
                () -> catalogs.current().providers().size());
        metrics.gauge(
                "masthead_guide_channels",
                "Channels of the guides that are read.",
                () -> sum(guides, Guide.Contents::channels));
        metrics.gauge(
                "masthead_guide_programmes",
                "Programmes of the guides that are read.",
                () -> sum(guides, Guide.Contents::programmes));
        metrics.gauge(
                "masthead_guide_read_timestamp_seconds",
                "When a guide was read last, in seconds since 1970; 0 if none was.",
                () -> guides.sources().current().stream()
                        .flatMap(each -> each.state().importedAt().stream())
                        .mapToLong(Instant::getEpochSecond)
                        .max()
                        .orElse(0));
    }

    private static double sum(Guides guides, ToLongFunction<Guide.Contents> number) {
        return guides.guide().contents().values().stream().mapToLong(number).sum();
    }
}

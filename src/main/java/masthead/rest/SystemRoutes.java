package masthead.rest;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;

/** {@code /api/system}: the program, its memory, and how much is on offer. */
public final class SystemRoutes extends Subject {
    private static final Shape.Thing SYSTEM = Shape.thing(
            "System",
            Field.text("version", ""),
            Field.text("java", ""),
            Field.text("system", ""),
            Field.text("database", "SQLite or PostgreSQL."),
            Field.time("startedAt", ""),
            Field.count("processors", ""),
            Field.large("heapUsedBytes", ""),
            Field.large("heapMostBytes", ""),
            Field.large("buffersBytes", "Outside the heap."),
            Field.count("channels", "On offer."),
            Field.count("providers", ""),
            Field.large("catalogVersion", "Grows with every change of what is on offer."));

    private final Catalogs catalogs;
    private final String version;
    private final String database;
    private final Instant started;

    /** @param database what kind of it there is */
    public SystemRoutes(Catalogs catalogs, String version, String database, Instant started) {
        this.catalogs = catalogs;
        this.version = version;
        this.database = database;
        this.started = started;
    }

    @Override
    void addTo(Door door) {
        door.on(
                Operation.get("/api/system", "The program, its memory, and how much is on offer")
                        .answers(SYSTEM),
                this::show);
    }

    private void show(Call call) {
        Runtime runtime = Runtime.getRuntime();
        Catalog catalog = catalogs.current();
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        call.reply(json -> {
            json.writeStartObject();
            json.writeStringProperty("version", version);
            json.writeStringProperty("java", Runtime.version().toString());
            json.writeStringProperty("system", System.getProperty("os.name", ""));
            json.writeStringProperty("database", database);
            json.writeStringProperty("startedAt", started.toString());
            json.writeNumberProperty("processors", runtime.availableProcessors());
            json.writeNumberProperty("heapUsedBytes", runtime.totalMemory() - runtime.freeMemory());
            json.writeNumberProperty("heapMostBytes", runtime.maxMemory());
            json.writeNumberProperty("buffersBytes", buffers);
            json.writeNumberProperty("channels", catalog.channels().size());
            json.writeNumberProperty("providers", catalog.providers().size());
            json.writeNumberProperty("catalogVersion", catalog.version());
            json.writeEndObject();
        });
    }
}

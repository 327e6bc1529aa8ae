package masthead.dashboard;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import masthead.access.Access;
import masthead.access.Role;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.dashboard.view.Section;
import masthead.dashboard.view.SystemView;

/** {@code /dashboard/system}: versions, memory, database, and who changed what. */
public final class SystemPages extends Pages {
    private static final int CHANGES = 50;

    private final SystemFacts facts;
    private final Catalogs catalogs;
    private final Access access;
    private final Clock clock;

    public SystemPages(SystemFacts facts, Catalogs catalogs, Access access, Clock clock) {
        this.facts = facts;
        this.catalogs = catalogs;
        this.access = access;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(Role.VIEWER, "/system", this::show);
    }

    private void show(Visit visit) throws IOException {
        Instant now = clock.instant();
        List<SystemView.Change> changes = visit.may(Role.EDITOR)
                ? catalogs.history(CHANGES).stream()
                        .map(each -> new SystemView.Change(
                                Words.time(each.at()),
                                each.operator(),
                                each.action() + " " + each.subject(),
                                each.detail()))
                        .toList()
                : List.of();
        visit.show(
                Section.SYSTEM,
                "System",
                "system",
                new SystemView(List.of(program(now), memory(), storage(), contents()), changes));
    }

    private SystemView.Group program(Instant now) {
        return new SystemView.Group(
                "Program",
                List.of(
                        fact("Masthead", facts.version()),
                        fact("Running for", Words.span(Duration.between(facts.started(), now))),
                        fact("Java", Runtime.version() + " (" + System.getProperty("java.vendor", "") + ")"),
                        fact("System", System.getProperty("os.name", "") + ", " + System.getProperty("os.arch", "")),
                        fact("Processors", Words.count(Runtime.getRuntime().availableProcessors()))));
    }

    private static SystemView.Group memory() {
        Runtime runtime = Runtime.getRuntime();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new SystemView.Group(
                "Memory",
                List.of(
                        fact("Heap used", Words.bytes(runtime.totalMemory() - runtime.freeMemory())),
                        fact("Heap at most", Words.bytes(runtime.maxMemory())),
                        fact("Buffers outside the heap", Words.bytes(direct))));
    }

    private SystemView.Group storage() throws IOException {
        List<SystemView.Fact> all = new ArrayList<>();
        all.add(fact("Database", facts.database()));
        Path file = facts.folder().resolve("masthead.db");
        if (Files.isRegularFile(file)) {
            all.add(fact("Database file", Words.bytes(Files.size(file))));
        }
        all.add(fact("Data folder", facts.folder().toAbsolutePath().toString()));
        all.add(fact(
                "Free there", Words.bytes(Files.getFileStore(facts.folder()).getUsableSpace())));
        return new SystemView.Group("Storage", all);
    }

    private SystemView.Group contents() {
        Catalog catalog = catalogs.current();
        return new SystemView.Group(
                "On offer",
                List.of(
                        fact("Channels", Words.count(catalog.channels().size())),
                        fact("Groups", Words.count(catalog.categories().size())),
                        fact("Providers", Words.count(catalog.providers().size())),
                        fact(
                                "Subscribers",
                                Words.count(access.subscribers().all().size())),
                        fact("Version of the offer", Words.count(catalog.version()))));
    }

    private static SystemView.Fact fact(String name, String value) {
        return new SystemView.Fact(name, value);
    }
}

package masthead.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.access.Role;
import masthead.catalog.Catalogs;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.dashboard.view.PreviewView;
import masthead.dashboard.view.Section;
import masthead.headend.EntryCounts;
import masthead.headend.ImportReport;

/** {@code /dashboard/providers/{id}/preview}: what a provider's list would change, before it does. */
public final class RefreshPages extends Pages {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int GROUPS = 100;
    private static final int SAMPLES = 10;
    private static final ImportReport NOTHING =
            new ImportReport(new EntryCounts(0, 0, 0, 0, 0, 0), List.of(), 0, Map.of(), Map.of());

    private final Catalogs catalogs;
    private final ImportRuns runs;
    private final Clock clock;

    public RefreshPages(Catalogs catalogs, ImportRuns runs, Clock clock) {
        this.catalogs = catalogs;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        String page = "/providers/{id}/preview";
        gate.page(Role.EDITOR, page, this::show)
                .moving(
                        Role.EDITOR,
                        "/providers/{id}/preview/events",
                        BEAT,
                        (visit, frame) -> visit.text(
                                "preview-live", frame, view(provider(visit).id())))
                .change(Role.EDITOR, page, page, this::begin);
    }

    private void show(Visit visit) {
        Provider provider = provider(visit);
        visit.show(Section.PROVIDERS, "What " + provider.name() + " would bring", "preview", view(provider.id()));
    }

    private void begin(Visit visit) {
        ProviderId id = provider(visit).id();
        runs.preview(id);
        visit.go("/providers/" + id + "/preview");
    }

    private Provider provider(Visit visit) {
        ProviderId id = new ProviderId(visit.id());
        return catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
    }

    private PreviewView view(ProviderId id) {
        Optional<ImportRuns.Preview> seen = runs.seen(id);
        ImportReport report = seen.map(each -> each.seen().report()).orElse(NOTHING);
        EntryCounts total = report.total();
        return new PreviewView(
                id.value(),
                runs.reads(id),
                runs.progress(id).map(Progresses::of),
                seen.map(each -> Words.ago(each.at(), clock.instant())).orElse(""),
                seen.flatMap(each -> each.seen().trouble()).orElse(""),
                List.of(
                        new PreviewView.Count("New", Words.count(total.fresh())),
                        new PreviewView.Count("Changed", Words.count(total.changed())),
                        new PreviewView.Count("Moved", Words.count(total.moved())),
                        new PreviewView.Count("Gone", Words.count(total.gone())),
                        new PreviewView.Count("Back again", Words.count(total.returned())),
                        new PreviewView.Count("As they are", Words.count(total.unchanged()))),
                report.categories().stream()
                        .limit(GROUPS)
                        .map(RefreshPages::group)
                        .toList(),
                left(report),
                Stream.of(ImportReport.Sort.values())
                        .filter(each -> !report.samples(each).isEmpty())
                        .map(each -> new PreviewView.Sort(
                                title(each),
                                report.samples(each).stream()
                                        .limit(SAMPLES)
                                        .map(RefreshPages::sample)
                                        .toList()))
                        .toList(),
                new TreeMap<>(report.skipped())
                        .entrySet().stream()
                                .map(each -> Words.count(each.getValue()) + " " + each.getKey())
                                .collect(Collectors.joining(", ")));
    }

    private static PreviewView.Group group(ImportReport.Category category) {
        EntryCounts counts = category.counts();
        return new PreviewView.Group(
                category.name().isEmpty() ? "No group" : category.name(),
                Words.count(counts.fresh()),
                Words.count(counts.changed()),
                Words.count(counts.moved()),
                Words.count(counts.gone()),
                Words.count(counts.returned()),
                Words.count(counts.unchanged()));
    }

    private static String left(ImportReport report) {
        int left = Math.max(0, report.categories().size() - GROUPS) + report.categoriesLeftOut();
        return left == 0 ? "" : "and " + Words.count(left, "more group");
    }

    private static String title(ImportReport.Sort sort) {
        return switch (sort) {
            case NEW -> "New";
            case CHANGED -> "Changed";
            case MOVED -> "Moved";
            case GONE -> "Gone";
            case RETURNED -> "Back again";
        };
    }

    private static PreviewView.Sample sample(ImportReport.Sample sample) {
        boolean renamed = !sample.oldName().isEmpty() && !sample.oldName().equals(sample.name());
        boolean moved = !sample.oldGroup().isEmpty() && !sample.oldGroup().equals(sample.group());
        String before = Stream.of(renamed ? sample.oldName() : "", moved ? "in " + sample.oldGroup() : "")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
        String now = sample.name().isEmpty() ? sample.oldName() : sample.name();
        return new PreviewView.Sample(now + (sample.group().isEmpty() ? "" : " in " + sample.group()), before);
    }
}

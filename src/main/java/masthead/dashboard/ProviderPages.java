package masthead.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.access.Role;
import masthead.catalog.Catalogs;
import masthead.catalog.NewProvider;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderEdit;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.ReachEdit;
import masthead.catalog.Upkeep;
import masthead.catalog.UpkeepEdit;
import masthead.config.Secret;
import masthead.dashboard.view.ProviderView;
import masthead.dashboard.view.ProvidersView;
import masthead.dashboard.view.RevisionRow;
import masthead.dashboard.view.Section;
import masthead.headend.EntryCounts;
import masthead.headend.ImportRevision;
import masthead.headend.ListOptions;
import masthead.headend.NotPossible;
import masthead.headend.RevisionId;
import masthead.headend.RevisionState;
import masthead.tuner.ProviderSlots;

/** {@code /dashboard/providers}: accounts and lists we import from. Their passwords come in, and never out. */
public final class ProviderPages extends Pages {
    private static final String LIST = "/providers";
    private static final String CARDS = "/masthead/cards/cards.m3u";
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** It looks at every provider. */
    private static final Duration SLOW_BEAT = Duration.ofSeconds(2);

    private static final int REVISIONS = 10;
    private static final int MOST_CONNECTIONS = 10_000;

    private final Catalogs catalogs;
    private final ImportRuns runs;
    private final ProviderSlots slots;
    private final Clock clock;

    public ProviderPages(Catalogs catalogs, ImportRuns runs, ProviderSlots slots, Clock clock) {
        this.catalogs = catalogs;
        this.runs = runs;
        this.slots = slots;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(LIST, this::list)
                .page(
                        Role.EDITOR,
                        "/providers/new",
                        visit -> visit.show(Section.PROVIDERS, "Add a provider", "provider-new", ""))
                .moving(
                        Role.VIEWER,
                        "/providers/events",
                        SLOW_BEAT,
                        (visit, frame) -> visit.text("providers-list", frame, all()))
                .page("/providers/{id}", this::show)
                .moving(
                        Role.VIEWER,
                        "/providers/{id}/events",
                        BEAT,
                        (visit, frame) -> visit.text("provider-live", frame, view(provider(visit), false)))
                .change(Role.EDITOR, LIST, "/providers/new", this::add)
                .change("PUT", Role.EDITOR, "/providers/upload", this::addUploaded)
                .change(Role.EDITOR, "/providers/{id}", "/providers/{id}", this::edit)
                .change(Role.EDITOR, "/providers/{id}/import", "/providers/{id}", this::fetch)
                .change(Role.EDITOR, "/providers/{id}/cancel", "/providers/{id}", this::cancel)
                .change("PUT", Role.EDITOR, "/providers/{id}/list", this::upload)
                .change(Role.EDITOR, "/providers/{id}/remove", LIST, this::remove)
                .change(
                        Role.EDITOR,
                        "/revisions/{id}/undo",
                        LIST,
                        visit -> decide(visit, runs.imports().revisions()::undo, "All is as it was before this list."))
                .change(
                        Role.EDITOR,
                        "/revisions/{id}/reject",
                        LIST,
                        visit -> decide(visit, runs.imports().revisions()::reject, "The list was rejected."))
                .change(
                        Role.EDITOR,
                        "/revisions/{id}/accept",
                        LIST,
                        visit -> decide(visit, runs.imports()::accept, "The list was applied."));
    }

    private void list(Visit visit) {
        visit.show(Section.PROVIDERS, "Providers", "providers", all());
    }

    private ProvidersView all() {
        return new ProvidersView(catalogs.current().providers().stream()
                .map(each -> view(each, false))
                .toList());
    }

    private void show(Visit visit) {
        Provider provider = provider(visit);
        visit.show(Section.PROVIDERS, provider.name(), "provider", view(provider, false));
    }

    ProviderView view(Provider provider, boolean setup) {
        Instant now = clock.instant();
        List<ImportRevision> revisions = runs.imports().revisions().of(provider.id());
        String outcome = runs.imports().lastOutcome(provider.id()).orElse("");
        return new ProviderView(
                provider.id().value(),
                provider.name(),
                switch (provider.kind()) {
                    case M3U -> "M3U list";
                    case PAGE -> "Web page";
                    case ACESTREAM_SEARCH -> "AceStream search";
                    case XTREAM -> "Xtream account";
                    case LIBRARY -> "Folder of films";
                },
                provider.url().isEmpty() ? "" : ChannelList.host(provider.url()),
                !provider.url().isEmpty() || provider.kind() == ProviderKind.ACESTREAM_SEARCH,
                provider.kind() == ProviderKind.XTREAM,
                slots.held(provider.id()) + " of "
                        + (provider.maxConnections() == 0 ? "any number" : provider.maxConnections()),
                provider.maxConnections(),
                provider.userAgent(),
                provider.upkeep()
                        .refresh()
                        .map(each -> String.valueOf(Math.max(1, each.toHours())))
                        .orElse(""),
                Words.orNever(provider.importedAt(), now),
                outcome.replaceFirst("^Applied: ", ""),
                outcome.isEmpty() ? "" : outcome.startsWith("Applied") ? "is-good" : "is-bad",
                runs.reads(provider.id()),
                runs.progress(provider.id()).map(Progresses::of),
                setup,
                revisions.stream().limit(REVISIONS).map(each -> row(each, now)).toList(),
                revisions.stream().anyMatch(each -> each.state() == RevisionState.QUARANTINED));
    }

    private static RevisionRow row(ImportRevision revision, Instant now) {
        EntryCounts counts = revision.report().total();
        RevisionState state = revision.state();
        return new RevisionRow(
                revision.id().value(),
                Words.ago(revision.at(), now),
                switch (state) {
                    case APPLIED -> "Applied";
                    case UNDONE -> "Undone";
                    case QUARANTINED -> "Waits for you";
                    case REJECTED -> "Rejected";
                    case SUPERSEDED -> "A good list came";
                    case EXPIRED -> "Waited too long";
                    case FAILED -> "Not readable";
                },
                state == RevisionState.APPLIED
                        ? "is-good"
                        : state == RevisionState.QUARANTINED
                                ? "is-warn"
                                : state == RevisionState.FAILED ? "is-bad" : "",
                counts.entries() == 0 && counts.gone() == 0
                        ? ""
                        : Words.count(counts.fresh() + (long) counts.returned()) + " new, "
                                + Words.count(counts.changed()) + " changed, " + Words.count(counts.gone())
                                + " gone",
                revision.reason(),
                revision.undoable(),
                state == RevisionState.QUARANTINED,
                revision.acceptable());
    }

    /** Undoes, rejects or applies a list; what is not possible any more is told on the provider's page. */
    private void decide(Visit visit, Consumer<RevisionId> act, String done) {
        RevisionId id = new RevisionId(visit.id());
        String page = LIST + "/" + runs.imports().revisions().find(id).provider();
        try {
            act.accept(id);
            visit.done(page, done);
        } catch (NotPossible e) {
            visit.wrong(page, String.valueOf(e.getMessage()));
        }
    }

    private void add(Visit visit) throws IOException {
        boolean setup = visit.text("next").equals("setup");
        if (visit.text("kind").equals("cards")) {
            go(visit, addCards(), setup);
            return;
        }
        ProviderKind kind = ProviderKind.labelled(visit.text("kind"))
                .orElseThrow(() -> new IllegalArgumentException("There is no such kind of provider."));
        String url = visit.text("url");
        if (url.isEmpty() && kind != ProviderKind.ACESTREAM_SEARCH) {
            throw new IllegalArgumentException("Say the address of the list.");
        }
        Map<String, String> options =
                kind == ProviderKind.ACESTREAM_SEARCH && !visit.text("query").isEmpty()
                        ? Map.of("query", visit.text("query"))
                        : Map.of();
        ListOptions.check(kind, url, options);
        int most = visit.number("connections", "The connections", 0, MOST_CONNECTIONS, 0);
        Optional<Login> login = kind == ProviderKind.XTREAM ? Optional.of(Login.of(visit)) : Optional.empty();
        Provider provider = catalogs.add(new NewProvider(
                name(visit, url), kind, url, most, "", Reach.DIRECT, new Upkeep(options, refresh(visit))));
        login.ifPresent(
                each -> catalogs.put(new ProviderAccount(provider.id(), 0, each.username(), each.password(), most)));
        runs.begin(provider.id());
        go(visit, provider.id(), setup);
    }

    private record Login(String username, Secret password) {
        static Login of(Visit visit) {
            if (visit.text("username").isEmpty() || visit.raw("password").isEmpty()) {
                throw new IllegalArgumentException("An account has a username and a password.");
            }
            return new Login(visit.text("username"), new Secret(visit.raw("password")));
        }
    }

    private static String name(Visit visit, String url) {
        String host = ChannelList.host(url);
        String typed = visit.text("name");
        return !typed.isEmpty() ? typed : host.isEmpty() ? "AceStream" : host;
    }

    private static Optional<Duration> refresh(Visit visit) {
        int hours = visit.number("refresh", "The hours", 0, 720, 0);
        return hours == 0 ? Optional.empty() : Optional.of(Duration.ofHours(hours));
    }

    private ProviderId addCards() throws IOException {
        ProviderId cards = catalogs.add(new NewProvider("Test cards", ProviderKind.M3U, "", 0, ""))
                .id();
        try (InputStream list = ProviderPages.class.getResourceAsStream(CARDS)) {
            if (list == null) {
                throw new IllegalStateException("The jar lacks " + CARDS);
            }
            runs.imports().take(cards, list);
        }
        return cards;
    }

    private static void go(Visit visit, ProviderId provider, boolean setup) {
        visit.go(setup ? "/setup/import/" + provider : LIST + "/" + provider);
    }

    private void edit(Visit visit) {
        Provider old = provider(visit);
        String url = visit.text("url"); // blank: as it is, because the page does not show it
        if (!url.isEmpty()) {
            ListOptions.check(old.kind(), url, old.upkeep().options());
        }
        int most = visit.number("connections", "The connections", 0, MOST_CONNECTIONS, 0);
        Optional<Login> login = visit.raw("password").isEmpty() ? Optional.empty() : Optional.of(Login.of(visit));
        catalogs.edit(new ProviderEdit(
                old.id(),
                Optional.of(visit.text("name")),
                Optional.of(url).filter(each -> !each.isEmpty()),
                Optional.of(most),
                Optional.of(visit.text("agent")),
                new ReachEdit(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new UpkeepEdit(Optional.empty(), Optional.of(refresh(visit)))));
        login.ifPresent(each -> catalogs.put(new ProviderAccount(old.id(), 0, each.username(), each.password(), most)));
        visit.done(LIST + "/" + old.id(), "Saved.");
    }

    private void cancel(Visit visit) {
        Provider provider = provider(visit);
        String page = switch (visit.text("next")) {
            case "preview" -> LIST + "/" + provider.id() + "/preview";
            case "setup" -> "/setup/import/" + provider.id();
            default -> LIST + "/" + provider.id();
        };
        if (runs.imports().cancel(provider.id())) {
            visit.done(page, "It was cancelled: everything is as it was.");
        } else {
            visit.wrong(page, "It is too late to cancel: the list was read already.");
        }
    }

    private void fetch(Visit visit) {
        Provider provider = provider(visit);
        runs.begin(provider.id());
        visit.go(LIST + "/" + provider.id());
    }

    /** A list out of the browser, for a new provider. */
    private void addUploaded(Visit visit) throws IOException {
        String name = visit.text("name");
        Provider provider =
                catalogs.add(new NewProvider(name.isEmpty() ? "Uploaded list" : name, ProviderKind.M3U, "", 0, ""));
        take(visit, provider.id());
        goAfterUpload(visit, visit.text("next").equals("setup") ? "/setup/import/" : LIST + "/", provider.id());
    }

    private void upload(Visit visit) throws IOException {
        ProviderId id = provider(visit).id();
        take(visit, id);
        goAfterUpload(visit, LIST + "/", id);
    }

    private void take(Visit visit, ProviderId id) throws IOException {
        try (InputStream list = visit.exchange().upload()) {
            runs.imports().take(id, list); // what became of it is on the page that follows
        }
    }

    /** A script sent it: it is told where to go on. */
    private static void goAfterUpload(Visit visit, String page, ProviderId id) {
        visit.exchange()
                .with("X-Goto", visit.exchange().origin().path() + "/dashboard" + page + id)
                .reply(204);
    }

    private void remove(Visit visit) {
        Provider provider = provider(visit);
        catalogs.remove(provider.id());
        if (visit.text("next").equals("setup")) {
            visit.go("/setup/source");
        } else {
            visit.done(LIST, provider.name() + " was removed, and its channels with it.");
        }
    }

    private Provider provider(Visit visit) {
        ProviderId id = new ProviderId(visit.id());
        return catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
    }
}

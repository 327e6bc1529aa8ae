package masthead.headend;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import masthead.catalog.Catalogs;
import masthead.catalog.Login;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.Reach;
import masthead.format.packed.Unpacked;
import masthead.http.BodyTooLarge;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.http.WayOut;

/**
 * Brings a list into a file of ours, unpacked, before anything is done with it.
 *
 * <p>Fetching is slow and in strangers' hands, and the database has one writer: so the list is here, whole, before the
 * transaction begins. The file has no name in its folder once it is open, so it is gone however we end.
 */
public final class Spool {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Pattern WEB = Pattern.compile("(?i)https?://.+");
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]+://.*");

    private final Fetch fetch;
    private final Path folder;
    private final HeadendSettings settings;
    private final Clock clock;
    private final Politeness politeness;
    private final PageSource pages;
    private final LibraryFolders folders;
    private final LibrarySource library = new LibrarySource();
    private final Optional<Catalogs> catalogs;

    /**
     * A spool that knows the accounts of panels, and keeps what panels say of them.
     *
     * @param folder as in the other one
     */
    public Spool(Fetch fetch, Path folder, HeadendSettings settings, Clock clock, Catalogs catalogs) {
        this(fetch, folder, settings, clock, Optional.of(catalogs));
    }

    /** @param folder exists, and has room for {@code headend.unpacked-limit} per provider that is imported */
    public Spool(Fetch fetch, Path folder, HeadendSettings settings, Clock clock) {
        this(fetch, folder, settings, clock, Optional.empty());
    }

    private Spool(Fetch fetch, Path folder, HeadendSettings settings, Clock clock, Optional<Catalogs> catalogs) {
        this.catalogs = catalogs;
        this.fetch = fetch;
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.politeness = new Politeness(clock);
        this.pages = new PageSource(settings);
        this.folders = new LibraryFolders(settings.libraryFolders());
    }

    /** Where suspicious lists wait. */
    Quarantine quarantine() {
        return new Quarantine(folder.resolve("quarantine"));
    }

    /** Fetches the provider's list. The caller closes it. */
    SpooledList fetch(Provider provider) {
        return fetch(ListSource.of(provider), List.of());
    }

    /**
     * Fetches a list. The caller closes it.
     *
     * @param known what it was made of when it was last applied; empty if it shall be read in any case
     * @throws ListUnchanged if none of that has changed
     */
    SpooledList fetch(ListSource source, List<ReadDocument> known) {
        return switch (source.kind()) {
            case M3U -> list(source, known);
            case PAGE -> page(source, known);
            case ACESTREAM_SEARCH -> search(source);
            case LIBRARY -> library(source);
            case XTREAM -> panel(source);
        };
    }

    private SpooledList page(ListSource source, List<ReadDocument> known) {
        if (source.url().isEmpty()) {
            throw new ListFailed("This page has no address.");
        }
        try (ListDraft draft = new ListDraft(create(), source.progress())) {
            return pages.read(source, documents(source), known, draft);
        }
    }

    private SpooledList library(ListSource source) {
        try (ListDraft draft = new ListDraft(create(), source.progress())) {
            return library.read(folders.folder(source.url()), settings.maxEntries(), draft);
        }
    }

    private SpooledList search(ListSource source) {
        ListSource whole = source.url().isEmpty() ? source.at(settings.searchAddress()) : source;
        try (ListDraft draft = new ListDraft(create(), source.progress())) {
            return new SearchSource(settings, clock).read(whole, documents(whole), draft);
        }
    }

    private SpooledList panel(ListSource source) {
        Login login = source.login()
                .or(() -> source.provider().flatMap(this::login))
                .orElseThrow(() -> new ListFailed("This provider has no account: give it a username and a password."));
        PanelCalls.Limits limits =
                new PanelCalls.Limits(settings.unpackedLimit(), clock.instant().plus(settings.patience()));
        PanelCalls calls = new PanelCalls(fetch, source.calledAtLeast(settings.userAgent()), login, limits, clock);
        try (ListDraft draft = new ListDraft(create(), source.progress())) {
            return new XtreamSource(politeness, clock).read(source, calls, held(source.provider()), draft);
        }
    }

    private Optional<Login> login(ProviderId provider) {
        return catalogs.flatMap(each -> Accounts.main(each.current(), provider));
    }

    private XtreamSource.Known held(Optional<ProviderId> provider) {
        return catalogs.filter(each -> provider.isPresent())
                .map(each -> new XtreamSource.Known(
                        provider,
                        each.feedCounts(provider.orElseThrow(), false),
                        each.feedCounts(provider.orElseThrow(), true),
                        each::put))
                .orElse(XtreamSource.Known.NOTHING);
    }

    private DocumentFetch documents(ListSource source) {
        Reach reach = source.reach();
        Fetch way = fetch.by(new WayOut(reach.proxy(), reach.connectTimeout()));
        return new DocumentFetch(way, source, settings, politeness, clock);
    }

    private SpooledList list(ListSource source, List<ReadDocument> known) {
        String url = source.url();
        if (url.isEmpty()) {
            throw new ListFailed("This provider has no address: upload its list.");
        }
        if (OTHER_SCHEME.matcher(url).matches() && !WEB.matcher(url).matches()) {
            throw new ListFailed("A provider's address begins with http, https or file.");
        }
        return WEB.matcher(url).matches() ? download(source, known) : copy(source);
    }

    private SpooledList download(ListSource source, List<ReadDocument> known) {
        String userAgent = source.userAgent().isEmpty() ? settings.userAgent() : source.userAgent();
        Reach reach = source.reach();
        Map<String, String> headers = new HashMap<>(reach.headers());
        headers.put("User-Agent", userAgent);
        String address = new Fingerprint().of(source.url()); // it holds credentials, which are kept once and not twice
        Optional<ReadDocument> last = known.size() == 1
                ? known.stream().filter(each -> each.url().equals(address)).findFirst()
                : Optional.empty();
        last.map(ReadDocument::conditions).ifPresent(headers::putAll);
        Fetch way = fetch.by(new WayOut(reach.proxy(), reach.connectTimeout()));
        try (Fetch.Document document = way.open(source.url(), headers)) {
            if (document.status() == 304 && last.isPresent()) {
                throw new ListUnchanged();
            }
            if (document.status() < 200 || document.status() > 299) {
                throw new ListFailed("The provider answered with status " + document.status() + ".");
            }
            CountingStream body = new CountingStream(source.progress().counting(document.body()));
            long promised = document.header("Content-Encoding").isPresent()
                    ? 0
                    : document.header("Content-Length").map(Spool::length).orElse(0L);
            source.progress().expect(promised);
            SpooledList list = take(body).with(List.of(ReadDocument.of(address, document)));
            return body.count() < promised
                    ? list.inTrouble("The list is cut short: " + body.count() + " of " + promised + " bytes came.")
                    : list;
        } catch (FetchFailed e) {
            throw new ListFailed(String.valueOf(e.getMessage()));
        }
    }

    private static long length(String header) {
        return header.matches("\\d{1,18}") ? Long.parseLong(header) : 0;
    }

    private SpooledList copy(ListSource source) {
        String url = source.url();
        try {
            Path file = url.regionMatches(true, 0, "file:", 0, 5) ? Path.of(URI.create(url)) : Path.of(url);
            if (!Files.isRegularFile(file)) {
                throw new ListFailed("There is no such file.");
            }
            try (InputStream in = Files.newInputStream(file)) {
                source.progress().expect(Files.size(file));
                return take(source.progress().counting(in));
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new ListFailed("The provider's address names no file.");
        } catch (IOException e) {
            throw new ListFailed("The file cannot be read.");
        }
    }

    /** Takes a list that was handed to us, plain or packed. The caller closes both. */
    SpooledList take(InputStream list) {
        FileChannel file = create();
        boolean whole = false;
        try {
            Optional<String> trouble = fill(file, list);
            whole = true;
            return new SpooledList(file, Map.of(), List.of(), trouble);
        } catch (IOException e) {
            throw new UncheckedIOException("The list cannot be kept in the data folder", e);
        } finally {
            if (!whole) {
                new SpooledList(file).close();
            }
        }
    }

    private FileChannel create() {
        try {
            return FileChannel.open(
                    folder.resolve("import-" + UUID.randomUUID() + ".spool"),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalStateException("The data folder cannot be written", e);
        }
    }

    /** @return why it ended too early, if it did */
    private Optional<String> fill(FileChannel file, InputStream list) throws IOException {
        Instant deadline = clock.instant().plus(settings.patience());
        byte[] buffer = new byte[BUFFER_BYTES];
        long kept = 0;
        InputStream plain = unpacked(list);
        while (true) {
            int count;
            try {
                count = plain.read(buffer);
            } catch (BodyTooLarge e) {
                throw tooLarge(e);
            } catch (IOException | UncheckedIOException | FetchFailed e) {
                return Optional.of("The list broke off after " + kept + " bytes.");
            }
            if (count < 0) {
                return Optional.empty();
            }
            kept += count;
            if (kept > settings.unpackedLimit().bytes()) {
                throw new ListDoubtful(
                        "The list is larger than headend.unpacked-limit, " + settings.unpackedLimit() + ".");
            }
            if (clock.instant().isAfter(deadline)) {
                throw new ListFailed(
                        "The list was not here after " + settings.patience().toSeconds() + " s.");
            }
            for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count); bytes.hasRemaining(); ) {
                file.write(bytes);
            }
        }
    }

    private static InputStream unpacked(InputStream list) {
        try {
            return Unpacked.of(list);
        } catch (BodyTooLarge e) {
            throw tooLarge(e);
        } catch (IOException | UncheckedIOException | FetchFailed e) {
            throw new ListDoubtful("The list broke off at its start.");
        }
    }

    private static ListDoubtful tooLarge(BodyTooLarge e) {
        return new ListDoubtful("The list as it is sent is larger than http.upload-limit. " + e.getMessage());
    }
}

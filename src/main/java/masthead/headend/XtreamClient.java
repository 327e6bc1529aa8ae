package masthead.headend;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import masthead.catalog.AccountState;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.Login;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.format.xtream.in.LoginAnswer;
import masthead.format.xtream.in.LoginInstead;
import masthead.http.Fetch;

/**
 * Asks panels how an account stands, and what they tell of one movie or one series: politely, at most two questions at a time to
 * each panel and not one right after the other.
 *
 * <p>Blocks; on virtual threads. Safe on any.
 */
public final class XtreamClient {
    private static final int AT_ONCE = 2;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Fetch fetch;
    private final Catalogs catalogs;
    private final HeadendSettings settings;
    private final Clock clock;
    private final Politeness politeness;
    private final Map<ProviderId, Turns> turns = new ConcurrentHashMap<>();

    /** The questions under way to one panel, and which of its addresses answered last. */
    private static final class Turns {
        private final Semaphore free = new Semaphore(AT_ONCE, true);
        private volatile int answering;
    }

    public XtreamClient(Fetch fetch, Catalogs catalogs, HeadendSettings settings, Clock clock) {
        this.fetch = fetch;
        this.catalogs = catalogs;
        this.settings = settings;
        this.clock = clock;
        this.politeness = new Politeness(clock);
    }

    /**
     * Logs in with the provider's main account, and keeps what the panel says of it.
     *
     * @throws NoSuchEntry if there is no such provider
     * @throws XtreamFailed if the panel cannot be asked, or answers something else
     */
    public AccountState login(ProviderId provider) {
        LoginAnswer answer = ask(provider, "", calls -> calls.reader().login(calls.body()));
        AccountState state = Standing.of(provider, 0, answer, clock.instant());
        catalogs.put(state);
        return state;
    }

    /**
     * What the panel tells of a movie; empty if it does not know it.
     *
     * @param id the panel's own
     * @throws NoSuchEntry if there is no such provider
     * @throws XtreamFailed if it cannot be asked, or answers something else
     */
    public Optional<MovieDetails> movie(ProviderId provider, String id) {
        return ask(
                provider,
                "action=get_vod_info&vod_id=" + encoded(id),
                answer -> answer.reader().movie(id, answer.body()));
    }

    /**
     * What the panel tells of a series, its episodes among it; empty if it does not know it.
     *
     * @param id the panel's own
     * @throws NoSuchEntry if there is no such provider
     * @throws XtreamFailed if it cannot be asked, or answers something else
     */
    public Optional<SeriesDetails> series(ProviderId provider, String id) {
        return ask(
                provider,
                "action=get_series_info&series_id=" + encoded(id),
                answer -> answer.reader().series(id, answer.body()));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private <T> T ask(ProviderId id, String question, Function<PanelCalls.Answer, T> reader) {
        Catalog catalog = catalogs.current();
        Provider provider = catalog.provider(id).orElseThrow(() -> new NoSuchEntry("provider", id));
        if (provider.kind() != ProviderKind.XTREAM) {
            throw new XtreamFailed("This provider is no panel.", false);
        }
        Turns mine = turns.computeIfAbsent(id, any -> new Turns());
        mine.free.acquireUninterruptibly();
        try {
            politeness.await("provider " + id, BETWEEN, Optional.empty());
            Login login = Accounts.main(catalog, id)
                    .orElseThrow(
                            () -> new ListFailed("This provider has no account: give it a username and a password."));
            PanelCalls calls =
                    new PanelCalls(fetch, source(provider), login, limits(), clock).startingAt(mine.answering);
            T answer = calls.first(question, reader);
            mine.answering = calls.answering();
            return answer;
        } catch (LoginInstead e) {
            Instant now = clock.instant();
            catalogs.put(Standing.of(id, 0, e.answer(), now));
            throw new XtreamFailed(
                    Standing.trouble(e.answer(), now).orElse("The panel answers as to a login, whatever it is asked."),
                    true);
        } catch (ListFailed | ListDoubtful e) {
            throw new XtreamFailed(String.valueOf(e.getMessage()), false);
        } finally {
            mine.free.release();
        }
    }

    private ListSource source(Provider provider) {
        return ListSource.of(provider).calledAtLeast(settings.userAgent());
    }

    private PanelCalls.Limits limits() {
        return new PanelCalls.Limits(settings.pageLimit(), clock.instant().plus(settings.pagePatience()));
    }
}

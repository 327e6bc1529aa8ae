package masthead.tuner;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import masthead.catalog.Catalogs;
import masthead.catalog.Feed;
import masthead.catalog.Provider;
import masthead.catalog.Reach;
import masthead.config.ByteSize;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.http.WayOut;

/** Opens feeds that are files, films and recordings for instance, each on a connection of its provider. Safe on any thread. */
public final class FileOpener {
    private static final ByteSize ANY_SIZE = new ByteSize(Long.MAX_VALUE);

    private final Fetch fetch;
    private final Catalogs catalogs;
    private final ProviderSlots slots;
    private final TunerSettings settings;
    private final Mirrors mirrors = new Mirrors();

    public FileOpener(Fetch fetch, Catalogs catalogs, ProviderSlots slots, TunerSettings settings) {
        this.fetch = fetch.limited(ANY_SIZE).within(settings.headTimeout(), settings.silenceTimeout());
        this.catalogs = catalogs;
        this.slots = slots;
        this.settings = settings;
    }

    /**
     * Takes a connection of the feed's provider, and opens nothing yet. Blocks until there is one; on a virtual thread.
     *
     * @param use what for: {@link Use#MOVIE} stands in line behind those who watch live
     * @param playing the id of the channel or film, as operators know it
     * @return nothing if there was none within {@code patience}
     */
    public Optional<FileLine> line(Feed feed, Use use, int playing, Duration patience) {
        SlotAsk ask = new SlotAsk(feed.provider(), use, playing, Accounts.pooled(catalogs.current(), feed));
        CompletableFuture<ProviderSlots.Slot> granted = new CompletableFuture<>();
        Runnable leave = slots.request(ask, slot -> {
            slot.heldWhile(() -> true); // until the line says how to tell
            if (!granted.complete(slot)) {
                slot.close();
            }
        });
        try {
            return Optional.of(line(feed, granted.get(patience.toNanos(), TimeUnit.NANOSECONDS)));
        } catch (TimeoutException | ExecutionException e) {
            return given(granted, leave, feed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return given(granted, leave, feed);
        }
    }

    /** Nobody waits any more; a slot that came at the last moment is taken all the same. */
    private Optional<FileLine> given(CompletableFuture<ProviderSlots.Slot> granted, Runnable leave, Feed feed) {
        leave.run();
        return granted.cancel(false) ? Optional.empty() : Optional.of(line(feed, granted.join()));
    }

    private FileLine line(Feed feed, ProviderSlots.Slot slot) {
        Optional<Provider> provider = catalogs.current().provider(feed.provider());
        Reach reach = provider.map(Provider::reach).orElse(Reach.DIRECT);
        Map<String, String> headers = SignalOpener.headers(feed, provider, settings);
        Fetch way = fetch.by(new WayOut(reach.proxy(), reach.connectTimeout()));
        return new FileLine(way.line(), new Mirrored(feed, slot.account()), headers, slot);
    }

    /** Asked for anew each time: the account's password may change while somebody watches. */
    private final class Mirrored implements FileLine.Address {
        private final Feed feed;
        private final int account;

        Mirrored(Feed feed, int account) {
            this.feed = feed;
            this.account = account;
        }

        @Override
        public String now() {
            return mirrors.file(catalogs.current(), feed, account)
                    .orElseThrow(() -> new FetchFailed("the provider has no account to open it with"));
        }

        @Override
        public Optional<String> insteadOf(String url) {
            mirrors.failed(catalogs.current(), feed.provider(), account, url);
            return mirrors.file(catalogs.current(), feed, account).filter(each -> !each.equals(url));
        }
    }
}

package masthead.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import masthead.database.Database;
import masthead.database.Vault;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the current {@link Catalog} and is the only way to change what is on offer.
 *
 * <p>Every change is one transaction (rows, audit line, version), then one rebuild from the database, then one swap; the
 * call returns after the swap. Changes block and belong on a virtual thread; {@link #current} may be called anywhere.
 */
public final class Catalogs {
    private static final Logger log = LoggerFactory.getLogger(Catalogs.class);
    /** Whoever is acting. */
    private static final String OPERATOR = "operator";
    /** How often a change may come in between while a snapshot is made ready. */
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final Clock clock;
    /** Held while a snapshot is built, swapped in and told, so that followers see versions in order. */
    private final ReentrantLock building = new ReentrantLock();

    private final List<Consumer<Catalog>> followers = new ArrayList<>();
    private final AccountTable accounts;
    private final List<Shaper> shapers = new ArrayList<>();
    private final ChannelIndexes indexes;
    private volatile Catalog current;

    /** Builds the first snapshot; blocks for that long. */
    public Catalogs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.accounts = new AccountTable(database.vault());
        this.indexes = new ChannelIndexes(database);
        sealPasswords();
        this.current = database.read(handle -> load(handle, new PackedChannels.Packer()));
        long locked = current.providers().stream()
                .flatMap(each -> current.accounts(each.id()).stream())
                .filter(ProviderAccount::locked)
                .count();
        if (locked > 0) {
            log.atError()
                    .addKeyValue("accounts", locked)
                    .addKeyValue("file", Vault.FILE)
                    .log(
                            "Passwords of provider accounts cannot be read: put the right key file back into the data folder"
                                    + " and start again, or enter them anew");
        }
    }

    /** Those that a version before this kept as they are. */
    private void sealPasswords() {
        if (database.read(AccountTable::anyPlain)) {
            try {
                int sealed = database.write(accounts::sealPlain);
                log.atInfo().addKeyValue("accounts", sealed).log("Encrypted the passwords of provider accounts");
            } catch (PasswordNotKept e) { // they are of use as they are
                log.atError()
                        .addKeyValue("reason", e.getMessage())
                        .log("The passwords of provider accounts stay unencrypted");
            }
        }
    }

    /** The newest snapshot; never blocks. */
    public Catalog current() {
        return current;
    }

    /** Calls {@code follower} with every new snapshot, and with the current one at once. It must return quickly. */
    public void follow(Consumer<Catalog> follower) {
        building.lock();
        try {
            followers.add(follower);
            tell(follower, current);
        } finally {
            building.unlock();
        }
    }

    /** Has the snapshot shaped, builds it from the database again and swaps it in: after an import, at start. */
    public Catalog rebuild() {
        building.lock();
        try {
            Catalog next = shaped();
            current = next;
            indexes.renew();
            followers.forEach(each -> tell(each, next));
            return next;
        } finally {
            building.unlock();
        }
    }

    /** Lets {@code shaper} have its say before every snapshot from now on. */
    public void shapedBy(Shaper shaper) {
        building.lock();
        try {
            shapers.add(shaper);
            if (database.read(shaper::due)) {
                rebuild();
            }
        } finally {
            building.unlock();
        }
    }

    /** What changes while it is shaped is shaped by who changed it: he rebuilds too. */
    private Catalog shaped() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Catalog> fit = database.read(handle ->
                    shapers.stream().anyMatch(each -> each.due(handle)) ? Optional.empty() : Optional.of(next(handle)));
            if (fit.isPresent()) {
                return fit.get();
            }
            database.change(
                    handle -> shapers.stream().filter(each -> each.due(handle)).forEach(each -> each.shape(handle)));
        }
        return database.read(this::next);
    }

    private Catalog next(Handle handle) {
        return load(handle, new PackedChannels.Packer(current.packed()));
    }

    private Catalog load(Handle handle, PackedChannels.Packer packer) {
        return new Catalog(
                Revision.value(handle),
                ChannelTable.onOffer(handle, packer),
                new Catalog.Offer(
                        CategoryTable.all(handle),
                        ProviderTable.all(handle),
                        new Catalog.Accounts(accounts.all(handle), AccountStateTable.all(handle)),
                        LineupTable.all(handle),
                        ChannelTable.merged(handle)));
    }

    private static void tell(Consumer<Catalog> follower, Catalog catalog) {
        try {
            follower.accept(catalog);
        } catch (RuntimeException e) {
            // One follower in trouble must not keep the news from the others, nor undo what is committed.
            log.atError().addKeyValue("version", catalog.version()).setCause(e).log("A follower of the catalog failed");
        }
    }

    public Provider add(NewProvider provider) {
        Instant now = clock.instant();
        return change(handle -> {
            Provider added = ProviderTable.add(handle, provider, now);
            provider.login()
                    .ifPresent(login -> accounts.put(
                            handle, new ProviderAccount(added.id(), 0, login.username(), login.password(), 0)));
            Audit.write(handle, now, OPERATOR, "add", "provider " + added.id(), added.name());
            return added;
        });
    }

    /** @throws NoSuchEntry if there is none with this id */
    public Provider edit(ProviderEdit edit) {
        return change(handle -> {
            Provider edited = ProviderTable.edit(handle, edit);
            if (edit.url().isPresent()) { // another panel may think otherwise of its accounts
                AccountStateTable.removeAllOf(handle, edit.id());
            }
            Audit.write(handle, clock.instant(), OPERATOR, "edit", "provider " + edit.id(), edit.changes());
            return edited;
        });
    }

    /**
     * Takes the provider and its feeds out; channels left without a feed leave the lineup, their ids stay taken.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public void remove(ProviderId id) {
        change(handle -> {
            Provider removed = ProviderTable.remove(handle, id);
            Audit.write(handle, clock.instant(), OPERATOR, "remove", "provider " + id, removed.name());
            return removed;
        });
    }

    /**
     * Names an account of a provider, or another one in its place.
     *
     * @throws NoSuchEntry if there is no such provider
     */
    public void put(ProviderAccount account) {
        change(handle -> {
            ProviderTable.find(handle, account.provider());
            accounts.put(handle, account);
            audit(handle, "edit", account.provider(), account.position());
            return account;
        });
    }

    /** @return whether there was such an account */
    public boolean removeAccount(ProviderId provider, int position) {
        return change(handle -> {
            boolean removed = accounts.remove(handle, provider, position);
            if (removed) {
                audit(handle, "remove", provider, position);
            }
            return removed;
        });
    }

    /**
     * Keeps what a panel said of an account; of no effect if there is no such provider any more. Players see nothing of it, but
     * what it allows is what is opened at once.
     */
    public void put(AccountState state) {
        boolean there = database.write(handle -> {
            boolean known = handle.createQuery("SELECT COUNT(*) FROM provider WHERE id = :id")
                            .bind("id", state.provider().value())
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            if (known) {
                AccountStateTable.put(handle, state);
            }
            return known;
        });
        if (there
                && current.accountState(state.provider(), state.position())
                        .filter(state::same)
                        .isEmpty()) {
            rebuild();
        }
    }

    /** What panels said of a provider's accounts, as of now. */
    public List<AccountState> accountStates(ProviderId provider) {
        return database.read(AccountStateTable::all).stream()
                .filter(each -> each.provider().equals(provider))
                .toList();
    }

    /**
     * How many feeds of each kind the provider's last list had.
     *
     * @param grouped whether only those with a category are counted
     */
    public Map<FeedKind, Integer> feedCounts(ProviderId provider, boolean grouped) {
        return database.read(handle -> FeedTable.counts(handle, provider, grouped));
    }

    private void audit(Handle handle, String action, ProviderId provider, int position) {
        Audit.write(handle, clock.instant(), OPERATOR, action, "provider " + provider, "account " + position);
    }

    /**
     * Changes what the operator wants of a channel; such edits win over every later import.
     *
     * @return the channel as it is now, hidden or not
     * @throws NoSuchEntry if there is none with this id
     */
    public ChannelListing edit(ChannelEdit edit) {
        change(handle -> {
            ChannelTable.edit(handle, edit);
            Audit.write(handle, clock.instant(), OPERATOR, "edit", "channel " + edit.id(), edit.changes());
            return edit.id();
        });
        return listing(edit.id()); // as it is after rules had their say
    }

    /**
     * Gives a channel a logo of the operator's own; uploaded ones that no channel has any more are deleted.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public ChannelListing edit(ChannelId id, OwnLogo logo) {
        ChannelEdit edit = ChannelEdit.logo(id, logo.logo());
        change(handle -> {
            OwnLogoTable.put(handle, logo);
            ChannelTable.edit(handle, edit);
            OwnLogoTable.tidy(handle);
            Audit.write(handle, clock.instant(), OPERATOR, "edit", "channel " + id, edit.changes());
            return id;
        });
        return listing(id);
    }

    /** The uploaded logo of a channel, if it has one. */
    public Optional<OwnLogo> ownLogo(Channel channel) {
        return OwnLogo.nameIn(channel.logo()).flatMap(name -> database.read(handle -> OwnLogoTable.find(handle, name)));
    }

    /**
     * Makes many changes as one: players see all of them at once, or none.
     *
     * @throws NoSuchEntry if there is no such channel or feed
     */
    public void editAll(Collection<ChannelEdit> edits, Collection<FeedOrder> orders) {
        if (edits.isEmpty() && orders.isEmpty()) {
            return;
        }
        change(handle -> {
            edits.forEach(each -> ChannelTable.edit(handle, each));
            orders.forEach(each -> FeedOrderTable.set(handle, each));
            Audit.write(
                    handle, clock.instant(), OPERATOR, "edit", "channels", (edits.size() + orders.size()) + " changes");
            return edits;
        });
    }

    /**
     * As {@link #edit(ChannelEdit)}, for many channels at once: all of them or none, and one rebuild.
     *
     * @throws NoSuchEntry if there is none with one of the ids
     */
    public void edit(List<ChannelEdit> edits) {
        Instant now = clock.instant();
        change(handle -> {
            edits.forEach(each -> {
                ChannelTable.edit(handle, each);
                Audit.write(handle, now, OPERATOR, "edit", "channel " + each.id(), each.changes());
            });
            return edits;
        });
    }

    /**
     * Takes a channel out for good: later imports do not bring it back, and its id is never given again.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public void remove(ChannelId id) {
        Instant now = clock.instant();
        change(handle -> {
            ChannelTable.remove(handle, id, now);
            Audit.write(handle, now, OPERATOR, "remove", "channel " + id, "");
            return id;
        });
    }

    /**
     * Gives a channel these feeds, in this order; its own that are not named come after them.
     *
     * @return what it plays now, as {@link #feeds}
     * @throws NoSuchEntry if there is no such channel or feed
     */
    public List<FeedListing> edit(FeedOrder order) {
        return change(handle -> {
            FeedOrderTable.set(handle, order);
            Audit.write(handle, clock.instant(), OPERATOR, "edit", "channel " + order.channel(), "feeds");
            return FeedOrderTable.of(handle, order.channel());
        });
    }

    void audit(Handle handle, String action, String subject, String detail) {
        Audit.write(handle, clock.instant(), OPERATOR, action, subject, detail);
    }

    <T> T change(Function<Handle, T> change) {
        T answer = database.write(handle -> {
            T done = change.apply(handle);
            Revision.raise(handle);
            return done;
        });
        rebuild();
        return answer;
    }

    /** The last changes of operators and imports, the newest first. */
    public List<Audit.Line> history(int most) {
        return database.read(handle -> Audit.newest(handle, most));
    }

    /** A part of who changed what, newest first; blocks. */
    public AuditPage history(AuditSearch search, int offset, int limit) {
        return database.read(handle -> AuditPage.of(handle, search, offset, limit));
    }

    /** The guides that the providers' last lists named, by the order of providers and their lists. */
    public List<NamedGuide> namedGuides() {
        return database.read(ProviderTable::guides);
    }

    /** The operator's list of channels: hidden ones too, and what is not playable yet. */
    public ChannelPage search(ChannelSearch search) {
        return indexes.search(search);
    }

    /** Has what is searched ready: an operator is about to look. Blocks until it is, but throws nothing. */
    public void readAhead(Part part) {
        indexes.readAhead(part);
    }

    /** The ids of the live channels whose name has {@code text} in it, without regard to case and accents; hidden ones too. */
    public BitSet named(String text) {
        return indexes.of(Optional.of(Part.LIVE)).named(text);
    }

    /**
     * One channel as operators see it, hidden or not.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public ChannelListing listing(ChannelId id) {
        return database.read(handle -> ChannelTable.listing(handle, id));
    }

    /**
     * The feeds a channel plays, best first. Those that are gone stand where they will be when they are back.
     *
     * @throws NoSuchEntry if there is no such channel
     */
    public List<FeedListing> feeds(ChannelId channel) {
        return database.read(handle -> FeedOrderTable.of(handle, channel));
    }

    /**
     * One feed as operators see it.
     *
     * @throws NoSuchEntry if there is none with this id
     */
    public FeedListing feed(FeedId id) {
        return database.read(handle -> FeedOrderTable.one(handle, id));
    }

    /**
     * Keeps what a check of {@code feed} found; players see nothing of it.
     *
     * @throws NoSuchEntry if the feed is gone meanwhile
     */
    public FeedListing checked(FeedId feed, FeedCheck check) {
        return database.write(handle -> {
            FeedOrderTable.one(handle, feed);
            FeedCheckTable.put(handle, feed, check);
            return FeedOrderTable.one(handle, feed);
        });
    }

    /** Which of a channel's feeds have an archive, and how it is asked for; in the channel's order. Blocks. */
    public List<FeedArchive> archives(Channel channel) {
        return database.read(handle -> FeedTable.archives(handle, channel.feeds()));
    }

    /** The feeds of all providers, for an operator who looks for one. */
    public FeedPage search(FeedSearch search) {
        return database.read(handle -> FeedOrderTable.search(handle, search));
    }
}

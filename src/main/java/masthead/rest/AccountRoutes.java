package masthead.rest;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.AccountState;
import masthead.catalog.Catalogs;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.config.Secret;
import masthead.headend.XtreamClient;
import masthead.headend.XtreamFailed;
import tools.jackson.core.JsonGenerator;

/** {@code /api/providers/{id}/accounts}: the accounts of a provider, used as a pool. Never shows a password. */
public final class AccountRoutes extends Subject {
    private static final Shape.Thing ACCOUNT = Shape.thing(
            "Account",
            Field.count("account", "0 is the main one."),
            Field.text("username", ""),
            Field.flag("locked", "Whether its password must be entered anew: it cannot be read.")
                    .maybe(),
            Field.count("maxConnections", "").maybe());
    private static final Shape.Thing STATE = Shape.thing(
            "AccountState",
            Field.text("username", ""),
            Field.flag("locked", "Whether its password must be entered anew: it cannot be read."),
            Field.text("status", "In the panel's words.").canBeNull(),
            Field.time("expiresAt", "").canBeNull(),
            Field.count("maxConnections", "").canBeNull(),
            Field.count("activeConnections", ""),
            Field.text("zone", "The panel's time zone.").canBeNull(),
            Field.flag("zoneVerified", "Whether its clock agrees."),
            Field.text("message", ""),
            Field.time("checkedAt", "").canBeNull());

    private final Catalogs catalogs;
    private final XtreamClient panels;

    public AccountRoutes(Catalogs catalogs, XtreamClient panels) {
        this.catalogs = catalogs;
        this.panels = panels;
    }

    @Override
    void addTo(Door door) {
        String accounts = "/api/providers/{id}/accounts";
        door.on(
                        Operation.get(accounts, "The accounts of a provider, used as a pool")
                                .answersPageOf(ACCOUNT),
                        this::list)
                .on(
                        Operation.put(accounts + "/{position}", "Adds an account, or changes it; 0 is the main one")
                                .takes(
                                        Field.text("username", "Must be there for a new one."),
                                        Field.text("password", "Must be there for a new one, and is never shown."),
                                        Field.count("maxConnections", "1 where it is not said; not of account 0."))
                                .answers(ACCOUNT)
                                .answers(201, ACCOUNT),
                        this::put)
                .on(Operation.delete(accounts + "/{position}", "Removes an account"), this::remove)
                .on(
                        Operation.get(
                                        "/api/providers/{id}/account",
                                        "What the panel said of the account when it was last asked")
                                .answers(STATE),
                        call -> replyState(call, panel(call)))
                .on(
                        Operation.post("/api/providers/{id}/account/check", "Asks the panel now")
                                .answers(STATE)
                                .refuses(502),
                        this::check);
    }

    /** Asks the panel now. */
    private void check(Call call) {
        ProviderId provider = panel(call);
        try {
            panels.login(provider);
        } catch (XtreamFailed e) {
            String reason = String.valueOf(e.getMessage());
            throw new Refusal(
                    new Problem(502, "panel-failed", "The panel could not be asked", reason, Map.of("reason", reason)));
        }
        replyState(call, provider);
    }

    private ProviderId panel(Call call) {
        ProviderId id = provider(call);
        boolean panel = catalogs.current()
                .provider(id)
                .filter(each -> each.kind() == ProviderKind.XTREAM)
                .isPresent();
        if (!panel) {
            throw new Refusal(
                    Problem.notFound("Only a provider of kind xtream has an account that can be asked about."));
        }
        return id;
    }

    /** What the panel said when it was last asked; nulls if it never was. */
    private void replyState(Call call, ProviderId provider) {
        Optional<ProviderAccount> account = account(provider, 0);
        Optional<AccountState> state = catalogs.accountStates(provider).stream()
                .filter(each -> each.position() == 0)
                .findFirst();
        call.reply(json -> {
            json.writeStartObject();
            json.writeStringProperty(
                    "username", account.map(ProviderAccount::username).orElse(""));
            json.writeBooleanProperty(
                    "locked", account.map(ProviderAccount::locked).orElse(false));
            Json.text(json, "status", state.map(each -> each.status().label()));
            Json.instant(json, "expiresAt", state.flatMap(AccountState::expiresAt));
            if (state.isPresent() && state.get().maxConnections().isPresent()) {
                json.writeNumberProperty(
                        "maxConnections", state.get().maxConnections().getAsInt());
            } else {
                json.writeNullProperty("maxConnections");
            }
            json.writeNumberProperty(
                    "activeConnections", state.map(AccountState::active).orElse(0));
            Json.text(json, "zone", state.flatMap(AccountState::zone).map(ZoneId::getId));
            json.writeBooleanProperty(
                    "zoneVerified", state.map(AccountState::zoneVerified).orElse(false));
            json.writeStringProperty("message", state.map(AccountState::message).orElse(""));
            Json.instant(json, "checkedAt", state.map(AccountState::checkedAt));
            json.writeEndObject();
        });
    }

    private void list(Call call) {
        List<ProviderAccount> all = catalogs.current().accounts(provider(call));
        call.replyPageOf(all, AccountRoutes::write);
    }

    /** Without a password the one it has stays. */
    private void put(Call call) {
        ProviderId provider = provider(call);
        int position = position(call);
        Optional<ProviderAccount> before = account(provider, position);
        Fields fields = call.fields();
        if (position == 0 && fields.whole("maxConnections").isPresent()) {
            throw new Refusal(Problem.field(
                    "maxConnections", "Account 0 has the connections of its provider; change those instead."));
        }
        ProviderAccount account = Refusal.unlessValid(() -> new ProviderAccount(
                provider,
                position,
                Fields.required("username", fields.text("username").or(() -> before.map(ProviderAccount::username))),
                Fields.required(
                        "password",
                        fields.text("password")
                                .map(Secret::new)
                                .or(() -> before.filter(each -> !each.locked()).map(ProviderAccount::password))),
                fields.whole("maxConnections")
                        .or(() -> before.map(ProviderAccount::maxConnections))
                        .orElse(position == 0 ? 0 : 1)));
        catalogs.put(account);
        call.reply(before.isPresent() ? 200 : 201, json -> write(json, account));
    }

    private void remove(Call call) {
        if (!catalogs.removeAccount(provider(call), position(call))) {
            throw new Refusal(Problem.notFound("There is no such account."));
        }
        call.replyNothing();
    }

    private Optional<ProviderAccount> account(ProviderId provider, int position) {
        return catalogs.current().accounts(provider).stream()
                .filter(each -> each.position() == position)
                .findFirst();
    }

    private ProviderId provider(Call call) {
        ProviderId id = new ProviderId(call.id());
        return catalogs.current()
                .provider(id)
                .orElseThrow(() -> new NoSuchEntry("provider", id))
                .id();
    }

    private static int position(Call call) {
        return (int) call.numbered("position");
    }

    private static void write(JsonGenerator json, ProviderAccount account) {
        json.writeStartObject();
        json.writeNumberProperty("account", account.position());
        json.writeStringProperty("username", account.username());
        if (account.locked()) { // its password cannot be read: enter it anew
            json.writeBooleanProperty("locked", true);
        }
        if (account.position() > 0) {
            json.writeNumberProperty("maxConnections", account.maxConnections());
        }
        json.writeEndObject();
    }
}

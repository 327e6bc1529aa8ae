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
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/providers/{id}/accounts}: the accounts of a provider, used as a pool. Never shows a password. */
public final class AccountRoutes extends Subject {
    private static final int LAST = 99;

    private final Catalogs catalogs;
    private final XtreamClient panels;

    public AccountRoutes(Catalogs catalogs, XtreamClient panels) {
        this.catalogs = catalogs;
        this.panels = panels;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/providers/{id}/accounts", this::list)
                .on("PUT", "/api/providers/{id}/accounts/{position}", this::put)
                .on("DELETE", "/api/providers/{id}/accounts/{position}", this::remove)
                .on("GET", "/api/providers/{id}/account", exchange -> replyState(exchange, panel(exchange)))
                .on("POST", "/api/providers/{id}/account/check", this::check);
    }

    /** Asks the panel now. */
    private void check(Exchange exchange) {
        ProviderId provider = panel(exchange);
        try {
            panels.login(provider);
        } catch (XtreamFailed e) {
            String reason = String.valueOf(e.getMessage());
            throw new Refusal(
                    new Problem(502, "panel-failed", "The panel could not be asked", reason, Map.of("reason", reason)));
        }
        replyState(exchange, provider);
    }

    private ProviderId panel(Exchange exchange) {
        ProviderId id = provider(exchange);
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
    private void replyState(Exchange exchange, ProviderId provider) {
        Optional<ProviderAccount> account = account(provider, 0);
        Optional<AccountState> state = catalogs.accountStates(provider).stream()
                .filter(each -> each.position() == 0)
                .findFirst();
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeStringProperty(
                    "username", account.map(ProviderAccount::username).orElse(""));
            json.writeBooleanProperty(
                    "locked", account.map(ProviderAccount::locked).orElse(false));
            text(json, "status", state.map(each -> each.status().label()));
            Json.instant(json, "expiresAt", state.flatMap(AccountState::expiresAt));
            if (state.isPresent() && state.get().maxConnections().isPresent()) {
                json.writeNumberProperty(
                        "maxConnections", state.get().maxConnections().getAsInt());
            } else {
                json.writeNullProperty("maxConnections");
            }
            json.writeNumberProperty(
                    "activeConnections", state.map(AccountState::active).orElse(0));
            text(json, "zone", state.flatMap(AccountState::zone).map(ZoneId::getId));
            json.writeBooleanProperty(
                    "zoneVerified", state.map(AccountState::zoneVerified).orElse(false));
            json.writeStringProperty("message", state.map(AccountState::message).orElse(""));
            Json.instant(json, "checkedAt", state.map(AccountState::checkedAt));
            json.writeEndObject();
        });
    }

    private static void text(JsonGenerator json, String name, Optional<String> text) {
        if (text.isPresent()) {
            json.writeStringProperty(name, text.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private void list(Exchange exchange) {
        List<ProviderAccount> all = catalogs.current().accounts(provider(exchange));
        Json.replyList(exchange, all.size(), all, AccountRoutes::write);
    }

    /** Without a password the one it has stays. */
    private void put(Exchange exchange) {
        ProviderId provider = provider(exchange);
        int position = position(exchange);
        Optional<ProviderAccount> before = account(provider, position);
        Fields fields = Fields.of(exchange, "username", "password", "maxConnections");
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
        Json.reply(exchange, before.isPresent() ? 200 : 201, json -> write(json, account));
    }

    private void remove(Exchange exchange) {
        if (!catalogs.removeAccount(provider(exchange), position(exchange))) {
            throw new Refusal(Problem.notFound("There is no such account."));
        }
        exchange.reply(204);
    }

    private Optional<ProviderAccount> account(ProviderId provider, int position) {
        return catalogs.current().accounts(provider).stream()
                .filter(each -> each.position() == position)
                .findFirst();
    }

    private ProviderId provider(Exchange exchange) {
        ProviderId id = new ProviderId(Door.id(exchange));
        return catalogs.current()
                .provider(id)
                .orElseThrow(() -> new NoSuchEntry("provider", id))
                .id();
    }

    private static int position(Exchange exchange) {
        String text = exchange.pathParameter("position");
        if (!text.matches("\\d{1,2}")) {
            throw new Refusal(Problem.notFound("An account's number is 0 to " + LAST + "; 0 is the main one."));
        }
        return Integer.parseInt(text);
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

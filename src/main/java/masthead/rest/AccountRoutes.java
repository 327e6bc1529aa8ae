package masthead.rest;

import java.util.List;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;
import masthead.config.Secret;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/providers/{id}/accounts}: the accounts of a provider, used as a pool. Never shows a password. */
public final class AccountRoutes extends Subject {
    private static final int LAST = 99;

    private final Catalogs catalogs;

    public AccountRoutes(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/providers/{id}/accounts", this::list)
                .on("PUT", "/api/providers/{id}/accounts/{position}", this::put)
                .on("DELETE", "/api/providers/{id}/accounts/{position}", this::remove);
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
                        fields.text("password").map(Secret::new).or(() -> before.map(ProviderAccount::password))),
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
        if (account.position() > 0) {
            json.writeNumberProperty("maxConnections", account.maxConnections());
        }
        json.writeEndObject();
    }
}

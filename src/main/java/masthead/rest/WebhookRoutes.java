package masthead.rest;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.access.Role;
import masthead.alerts.Occasion;
import masthead.alerts.Webhook;
import masthead.alerts.WebhookId;
import masthead.alerts.WebhookTerms;
import masthead.alerts.Webhooks;
import masthead.config.Secret;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/webhooks}: who is told of trouble. For owners; addresses and secrets go in and do not come out. */
public final class WebhookRoutes extends Subject {
    private final Webhooks webhooks;

    public WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    void addTo(Door door) {
        door.on(Role.OWNER, "GET", "/api/webhooks", this::list)
                .on(Role.OWNER, "POST", "/api/webhooks", this::add)
                .on(Role.OWNER, "GET", "/api/webhooks/{id}", exchange -> reply(exchange, webhooks.find(id(exchange))))
                .on(Role.OWNER, "PATCH", "/api/webhooks/{id}", this::edit)
                .on(Role.OWNER, "DELETE", "/api/webhooks/{id}", this::remove)
                .on(Role.OWNER, "POST", "/api/webhooks/{id}/secret", this::renew)
                .on(Role.OWNER, "POST", "/api/webhooks/{id}/test", this::test);
    }

    private void list(Exchange exchange) {
        List<Webhook> all = webhooks.all();
        Json.replyList(exchange, all.size(), all, WebhookRoutes::write);
    }

    private void add(Exchange exchange) {
        Fields fields = fields(exchange);
        WebhookTerms terms = new WebhookTerms(
                Fields.required("name", fields.text("name")),
                new Secret(Fields.required("url", fields.text("url"))),
                events(fields).orElseGet(() -> Occasion.offered().toList()),
                fields.flag("enabled").orElse(true));
        Webhooks.Added added = Refusal.unlessValid(() -> webhooks.add(terms));
        exchange.with(
                "Location",
                exchange.origin().path() + "/api/webhooks/" + added.webhook().id());
        Json.reply(exchange, 201, json -> {
            json.writeStartObject();
            members(json, added.webhook());
            json.writeStringProperty("secret", added.secret().value());
            json.writeEndObject();
        });
    }

    private void edit(Exchange exchange) {
        WebhookId id = id(exchange);
        WebhookTerms old = webhooks.find(id).terms();
        Fields fields = fields(exchange);
        WebhookTerms terms = new WebhookTerms(
                fields.text("name").orElse(old.name()),
                fields.text("url").map(Secret::new).orElse(old.url()),
                events(fields).orElseGet(() -> List.copyOf(old.events())),
                fields.flag("enabled").orElse(old.enabled()));
        reply(exchange, Refusal.unlessValid(() -> webhooks.edit(id, terms)));
    }

    private void remove(Exchange exchange) {
        webhooks.remove(id(exchange));
        exchange.reply(204);
    }

    private void renew(Exchange exchange) {
        Secret secret = webhooks.renew(id(exchange));
        Json.reply(exchange, 200, json -> {
            json.writeStartObject();
            json.writeStringProperty("secret", secret.value());
            json.writeEndObject();
        });
    }

    private void test(Exchange exchange) {
        Webhook.Sent sent = webhooks.test(id(exchange));
        Json.reply(exchange, 200, json -> write(json, sent));
    }

    private static Fields fields(Exchange exchange) {
        return Fields.of(exchange, "name", "url", "events", "enabled");
    }

    private static Optional<List<Occasion>> events(Fields fields) {
        Optional<List<String>> words = fields.texts("events");
        if (words.isEmpty()) {
            return Optional.empty();
        }
        List<Occasion> events = new ArrayList<>();
        for (String each : words.get()) {
            events.add(Occasion.of(each)
                    .orElseThrow(() -> Fields.wrong(
                            "events",
                            "a list of "
                                    + String.join(
                                            ", ",
                                            Occasion.offered().map(Occasion::word).toList()))));
        }
        return Optional.of(events);
    }

    private static WebhookId id(Exchange exchange) {
        return new WebhookId(Door.id(exchange));
    }

    private static void reply(Exchange exchange, Webhook webhook) {
        Json.reply(exchange, 200, json -> write(json, webhook));
    }

    private static void write(JsonGenerator json, Webhook webhook) {
        json.writeStartObject();
        members(json, webhook);
        json.writeEndObject();
    }

    private static void members(JsonGenerator json, Webhook webhook) {
        WebhookTerms terms = webhook.terms();
        json.writeNumberProperty("id", webhook.id().value());
        json.writeStringProperty("name", terms.name());
        json.writeStringProperty("host", host(terms.url()));
        json.writeArrayPropertyStart("events");
        terms.events().forEach(each -> json.writeString(each.word()));
        json.writeEndArray();
        json.writeBooleanProperty("enabled", terms.enabled());
        json.writeNumberProperty("waiting", webhook.waiting());
        json.writeName("last");
        if (webhook.last().isPresent()) {
            write(json, webhook.last().get());
        } else {
            json.writeNull();
        }
    }

    private static void write(JsonGenerator json, Webhook.Sent sent) {
        json.writeStartObject();
        json.writeStringProperty("at", sent.at().toString());
        json.writeBooleanProperty("delivered", sent.good());
        json.writeStringProperty("result", sent.result());
        json.writeEndObject();
    }

    /** All of the address that is shown; empty where it cannot be decrypted. */
    private static String host(Secret url) {
        return Optional.ofNullable(URI.create(url.value()).getHost()).orElse("");
    }
}

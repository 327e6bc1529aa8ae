package masthead.rest;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import masthead.access.Role;
import masthead.alerts.Occasion;
import masthead.alerts.Webhook;
import masthead.alerts.WebhookId;
import masthead.alerts.WebhookTerms;
import masthead.alerts.Webhooks;
import masthead.config.Secret;
import tools.jackson.core.JsonGenerator;

/** {@code /api/webhooks}: who is told of trouble. For owners; addresses and secrets go in and do not come out. */
public final class WebhookRoutes extends Subject {
    private static final List<String> WORDS =
            Occasion.offered().map(Occasion::word).toList();
    private static final Shape.Thing SENT = Shape.thing(
            "WebhookSent",
            Field.time("at", ""),
            Field.flag("delivered", ""),
            Field.text("result", "Such as answered 200, or connection refused."));
    private static final Shape.Thing WEBHOOK = Shape.thing(
            "Webhook",
            Field.id("id", ""),
            Field.text("name", ""),
            Field.text("host", "Of its address, which is never told as a whole."),
            Field.list("events", new Shape.Text("", WORDS), "What it is told of."),
            Field.flag("enabled", ""),
            Field.count("waiting", "Alerts that wait to be sent to it."),
            Field.of("last", SENT, "How the last try ended; null if there was none.")
                    .canBeNull());
    private static final Field SECRET = Field.text("secret", "What its messages are signed with. It is told once.");

    private final Webhooks webhooks;

    public WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    void addTo(Door door) {
        String all = "/api/webhooks";
        String one = "/api/webhooks/{id}";
        door.on(Operation.get(all, "Who is told of trouble").by(Role.OWNER).answersPageOf(WEBHOOK), this::list)
                .on(
                        Operation.post(all, "Adds a webhook")
                                .by(Role.OWNER)
                                .takes(fields(true))
                                .answers(201, WEBHOOK.and("NewWebhook", SECRET))
                                .refuses(503),
                        this::add)
                .on(
                        Operation.get(one, "A webhook").by(Role.OWNER).answers(WEBHOOK),
                        call -> reply(call, webhooks.find(id(call))))
                .on(
                        Operation.patch(one, "Changes what is said of a webhook; the rest stays")
                                .by(Role.OWNER)
                                .takes(fields(false))
                                .answers(WEBHOOK)
                                .refuses(503),
                        this::edit)
                .on(
                        Operation.delete(one, "Removes a webhook, and what waits for it")
                                .by(Role.OWNER),
                        this::remove)
                .on(
                        Operation.post(
                                        "/api/webhooks/{id}/secret",
                                        "Gives it a new secret; the old one signs nothing any more")
                                .by(Role.OWNER)
                                .answers(Shape.thing("WebhookSecret", SECRET))
                                .refuses(503),
                        this::renew)
                .on(
                        Operation.post("/api/webhooks/{id}/test", "Sends it a test, once, and waits for the answer")
                                .by(Role.OWNER)
                                .answers(SENT),
                        this::test);
    }

    /** @param fresh of one that is added, which must have a name and an address */
    private static List<Field> fields(boolean fresh) {
        Field name = Field.text("name", "1 to 100 characters.");
        Field url = Field.text("url", "http:// or https://; kept encrypted, and never told again.");
        return List.of(
                fresh ? name.must() : name,
                fresh ? url.must() : url,
                Field.list("events", new Shape.Text("", WORDS), "One or more; all where it is not said."),
                Field.flag("enabled", "Switched off, it forgets what waits for it."));
    }

    private void list(Call call) {
        call.replyPageOf(webhooks.all(), WebhookRoutes::write);
    }

    private void add(Call call) {
        Fields fields = call.fields();
        WebhookTerms terms = new WebhookTerms(
                Fields.required("name", fields.text("name")),
                new Secret(Fields.required("url", fields.text("url"))),
                events(fields).orElseGet(() -> Occasion.offered().toList()),
                fields.flag("enabled").orElse(true));
        Webhooks.Added added = Refusal.unlessValid(() -> webhooks.add(terms));
        call.replyAdded(added.webhook().id(), json -> {
            json.writeStartObject();
            members(json, added.webhook());
            json.writeStringProperty("secret", added.secret().value());
            json.writeEndObject();
        });
    }

    private void edit(Call call) {
        WebhookId id = id(call);
        WebhookTerms old = webhooks.find(id).terms();
        Fields fields = call.fields();
        WebhookTerms terms = new WebhookTerms(
                fields.text("name").orElse(old.name()),
                fields.text("url").map(Secret::new).orElse(old.url()),
                events(fields).orElseGet(() -> List.copyOf(old.events())),
                fields.flag("enabled").orElse(old.enabled()));
        reply(call, Refusal.unlessValid(() -> webhooks.edit(id, terms)));
    }

    private void remove(Call call) {
        webhooks.remove(id(call));
        call.replyNothing();
    }

    private void renew(Call call) {
        Secret secret = webhooks.renew(id(call));
        call.reply(json -> {
            json.writeStartObject();
            json.writeStringProperty("secret", secret.value());
            json.writeEndObject();
        });
    }

    private void test(Call call) {
        Webhook.Sent sent = webhooks.test(id(call));
        call.reply(json -> write(json, sent));
    }

    private static Optional<List<Occasion>> events(Fields fields) {
        return fields.texts("events")
                .map(words -> words.stream()
                        .map(each -> Occasion.of(each)
                                .orElseThrow(() -> Fields.wrong("events", "a list of " + String.join(", ", WORDS))))
                        .toList());
    }

    private static WebhookId id(Call call) {
        return new WebhookId(call.id());
    }

    private static void reply(Call call, Webhook webhook) {
        call.reply(json -> write(json, webhook));
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

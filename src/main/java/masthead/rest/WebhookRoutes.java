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
import tools.jackson.core.JsonGenerator;

/** {@code /api/webhooks}: who is told of trouble. For owners; addresses and secrets go in and do not come out. */
public final class WebhookRoutes extends Subject {
    private static final Field NAME = Field.text("name", "");
    private static final Field URL = Field.text("url", "Where it is posted to; it is not told again.");
    private static final Field EVENTS = Field.list(
            "events", new Shape.Text("", Occasion.offered().map(Occasion::word).toList()), "Of what it is told.");
    private static final Field ENABLED = Field.flag("enabled", "");
    private static final Shape.Thing SENT = Shape.thing(
            "WebhookSent",
            Field.time("at", ""),
            Field.flag("delivered", ""),
            Field.text("result", "What was answered, or what went wrong."));
    private static final Shape.Thing WEBHOOK = Shape.thing(
            "Webhook",
            Field.id("id", ""),
            NAME,
            Field.text("host", "Of its address."),
            EVENTS,
            ENABLED,
            Field.count("waiting", "How many are on their way."),
            Field.of("last", SENT, "").canBeNull());
    private static final Shape.Thing SECRET =
            Shape.thing("WebhookSecret", Field.text("secret", "What messages are signed with. Not told again."));

    private final Webhooks webhooks;

    public WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Override
    void addTo(Door door) {
        String all = "/api/webhooks";
        String one = all + "/{id}";
        door.on(Operation.get(all, "Who is told of trouble").by(Role.OWNER).answersPageOf(WEBHOOK), this::list)
                .on(
                        Operation.post(all, "Tells another address of trouble")
                                .by(Role.OWNER)
                                .takes(NAME.must(), URL.must(), EVENTS, ENABLED)
                                .answers(
                                        201,
                                        WEBHOOK.and(
                                                "NewWebhook", SECRET.fields().getFirst()))
                                .refuses(409),
                        this::add)
                .on(
                        Operation.get(one, "A webhook").by(Role.OWNER).answers(WEBHOOK),
                        call -> reply(call, webhooks.find(id(call))))
                .on(
                        Operation.patch(one, "Changes a webhook; the rest stays")
                                .by(Role.OWNER)
                                .takes(NAME, URL, EVENTS, ENABLED)
                                .answers(WEBHOOK)
                                .refuses(409),
                        this::edit)
                .on(Operation.delete(one, "Removes a webhook").by(Role.OWNER), this::remove)
                .on(
                        Operation.post(one + "/secret", "Makes a new secret; the old one signs nothing more")
                                .by(Role.OWNER)
                                .answers(SECRET),
                        this::renew)
                .on(
                        Operation.post(one + "/test", "Sends a test message, and tells what came of it")
                                .by(Role.OWNER)
                                .answers(SENT),
                        this::test);
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
                                            Occasion.offered()
                                                    .map(Occasion::word)
                                                    .toList()))));
        }
        return Optional.of(events);
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

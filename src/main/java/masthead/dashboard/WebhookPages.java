package masthead.dashboard;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.access.Role;
import masthead.alerts.Occasion;
import masthead.alerts.Webhook;
import masthead.alerts.WebhookId;
import masthead.alerts.WebhookTerms;
import masthead.alerts.Webhooks;
import masthead.catalog.NoSuchEntry;
import masthead.config.Secret;
import masthead.dashboard.view.Section;
import masthead.dashboard.view.WebhookView;
import masthead.dashboard.view.WebhooksView;
import masthead.http.Exchange;

/** {@code /dashboard/webhooks}, for owners: who is told of trouble, and whether that gets there. */
public final class WebhookPages extends Pages {
    private static final String LIST = "/webhooks";
    private static final String ONE = "/webhooks/{id}";

    private final Webhooks webhooks;
    private final Clock clock;

    public WebhookPages(Webhooks webhooks, Clock clock) {
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @Override
    void addTo(Gate gate) {
        gate.page(Role.OWNER, LIST, this::list)
                .change(Role.OWNER, LIST, LIST, this::add)
                .page(Role.OWNER, ONE, this::one)
                .change(Role.OWNER, ONE, ONE, this::edit)
                .change(Role.OWNER, "/webhooks/{id}/test", ONE, this::test)
                .change(Role.OWNER, "/webhooks/{id}/secret", ONE, this::renew)
                .change(Role.OWNER, "/webhooks/{id}/remove", LIST, this::remove);
    }

    private void list(Visit visit) {
        Instant now = clock.instant();
        visit.show(
                Section.WEBHOOKS,
                "Webhooks",
                "webhooks",
                new WebhooksView(
                        webhooks.all().stream()
                                .map(each -> new WebhooksView.Row(
                                        each.id().value(),
                                        each.terms().name(),
                                        host(each),
                                        each.terms().enabled(),
                                        each.terms().events().stream()
                                                .map(Occasion::word)
                                                .collect(Collectors.joining(", ")),
                                        state(each, now)))
                                .toList(),
                        choices(Occasion.offered().collect(Collectors.toSet()))));
    }

    private void add(Visit visit) {
        Webhooks.Added added =
                webhooks.add(new WebhookTerms(visit.text("name"), new Secret(visit.text("url")), chosen(visit), true));
        showSecret(visit, added.webhook(), added.secret());
    }

    private void one(Visit visit) {
        Webhook webhook = webhooks.find(id(visit.exchange()));
        visit.show(
                Section.WEBHOOKS,
                webhook.terms().name(),
                "webhook",
                new WebhookView(
                        webhook.id().value(),
                        webhook.terms().name(),
                        host(webhook),
                        webhook.terms().enabled(),
                        choices(webhook.terms().events()),
                        state(webhook, clock.instant())));
    }

    /** An address that is left empty stays as it is: it is not shown, and so not sent back. */
    private void edit(Visit visit) {
        WebhookId id = id(visit.exchange());
        Secret old = webhooks.find(id).terms().url();
        String url = visit.text("url");
        webhooks.edit(
                id,
                new WebhookTerms(
                        visit.text("name"),
                        url.isEmpty() ? old : new Secret(url),
                        chosen(visit),
                        visit.ticked("enabled")));
        visit.done("/webhooks/" + id, "Saved.");
    }

    private void test(Visit visit) {
        WebhookId id = id(visit.exchange());
        Webhook.Sent sent = webhooks.test(id);
        if (sent.good()) {
            visit.done("/webhooks/" + id, "The test got there: " + sent.result() + ".");
        } else {
            visit.wrong("/webhooks/" + id, "The test did not get there: " + sent.result() + ".");
        }
    }

    private void renew(Visit visit) {
        WebhookId id = id(visit.exchange());
        Secret secret = webhooks.renew(id);
        showSecret(visit, webhooks.find(id), secret);
    }

    private void remove(Visit visit) {
        webhooks.remove(id(visit.exchange()));
        visit.done(LIST, "The webhook is removed.");
    }

    private static void showSecret(Visit visit, Webhook webhook, Secret secret) {
        visit.show(
                Section.WEBHOOKS,
                "Secret of " + webhook.terms().name(),
                "webhook-secret",
                new WebhookView.Fresh(webhook.id().value(), webhook.terms().name(), secret.value()));
    }

    private static List<Occasion> chosen(Visit visit) {
        return Occasion.offered().filter(each -> visit.ticked(each.word())).toList();
    }

    private static List<WebhookView.Choice> choices(Set<Occasion> chosen) {
        return Occasion.offered()
                .map(each -> new WebhookView.Choice(each.word(), each.says(), chosen.contains(each)))
                .toList();
    }

    private static WebhookView.State state(Webhook webhook, Instant now) {
        String waiting = webhook.waiting() == 0 ? "" : Words.count(webhook.waiting(), "alert") + " waiting";
        Optional<Webhook.Sent> last = webhook.last();
        return last.map(sent -> new WebhookView.State(
                        sent.result(), Words.ago(sent.at(), now), sent.good() ? "is-good" : "is-bad", waiting))
                .orElse(new WebhookView.State("nothing sent yet", "", "", waiting));
    }

    private static String host(Webhook webhook) {
        return ChannelList.host(webhook.terms().url().value());
    }

    private static WebhookId id(Exchange exchange) {
        String text = exchange.pathParameter("id");
        try {
            return new WebhookId(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw new NoSuchEntry("webhook", text);
        }
    }
}

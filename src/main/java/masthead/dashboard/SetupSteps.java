package masthead.dashboard;

import java.util.List;
import masthead.catalog.Catalogs;
import masthead.catalog.NamedGuide;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.dashboard.view.GuideView;
import masthead.dashboard.view.ProviderView;
import masthead.dashboard.view.SubscriberForm;
import masthead.guide.Guides;

/** What the steps of the first start show and do. */
public final class SetupSteps {
    private final ProviderPages providers;
    private final Catalogs catalogs;
    private final Guides guides;
    private final SubscriberPages subscribers;

    public SetupSteps(ProviderPages providers, Catalogs catalogs, Guides guides, SubscriberPages subscribers) {
        this.providers = providers;
        this.catalogs = catalogs;
        this.guides = guides;
        this.subscribers = subscribers;
    }

    ProviderView state(Visit visit) {
        ProviderId id = new ProviderId(visit.id());
        return providers.view(catalogs.current().provider(id).orElseThrow(() -> new NoSuchEntry("provider", id)), true);
    }

    GuideView offers() {
        return new GuideView(
                List.of(),
                guides.offers().current().stream()
                        .map(each -> new GuideView.Offer(
                                GuidePages.mark(each), each.providerName(), ChannelList.host(each.url())))
                        .toList(),
                0);
    }

    /** Takes all guides that are offered and were left ticked, and the one that was typed. */
    void guide(Visit visit) {
        for (NamedGuide each : guides.offers().current()) {
            if (visit.ticked("offer-" + GuidePages.mark(each))) {
                guides.begin(guides.offers().accept(each).id(), false);
            }
        }
        if (!visit.text("url").isEmpty()) {
            GuidePages.add(visit, guides);
        }
    }

    SubscriberForm subscriber(Visit visit) {
        return subscribers.fresh(visit);
    }
}

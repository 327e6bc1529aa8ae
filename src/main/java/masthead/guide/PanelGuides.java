package masthead.guide;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.catalog.Catalog;
import masthead.catalog.Catalogs;
import masthead.catalog.NamedGuide;
import masthead.catalog.Provider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.format.xtream.PanelAddress;

/**
 * Guides of panels: {@code xtream:guide/7} is that of provider 7, for its main account.
 *
 * <p>Panel and account are joined to it when it is fetched, so that neither is kept with the guide, and a new password is used at
 * once. Any thread.
 */
final class PanelGuides {
    /** Panels refuse programs they do not know; a source that names one itself wins. */
    private static final String PLAYER = "VLC/3.0.20 LibVLC/3.0.20";

    private static final Pattern ADDRESS = Pattern.compile("xtream:guide/(\\d{1,9})");

    private final Catalogs catalogs;

    PanelGuides(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** What a panel has beside its lists; nothing for other providers. */
    static Optional<NamedGuide> offer(Provider provider) {
        return provider.kind() == ProviderKind.XTREAM
                ? Optional.of(new NamedGuide(provider.id(), provider.name(), "xtream:guide/" + provider.id()))
                : Optional.empty();
    }

    /**
     * {@code terms} with the address to fetch; as they are if it is no panel's.
     *
     * @throws GuideUnread if there is no such panel, or no account for it
     */
    GuideTerms resolved(GuideTerms terms) {
        Matcher address = ADDRESS.matcher(terms.url());
        if (!address.matches()) {
            return terms;
        }
        Catalog catalog = catalogs.current();
        ProviderId id = new ProviderId(Integer.parseInt(address.group(1)));
        Provider provider = catalog.provider(id)
                .filter(each -> each.kind() == ProviderKind.XTREAM)
                .orElseThrow(() -> new GuideUnread("The provider whose guide this is is not there any more."));
        ProviderAccount account = catalog.accounts(id).stream()
                .filter(each -> each.position() == 0 && !each.locked())
                .findFirst()
                .orElseThrow(() ->
                        new GuideUnread("The provider whose guide this is has no account whose password can be read."));
        String base = PanelAddress.bases(provider.url(), "").stream()
                .findFirst()
                .orElseThrow(() -> new GuideUnread("The provider whose guide this is has no address."));
        PanelAddress panel =
                new PanelAddress(base, account.username(), account.password().value());
        return new GuideTerms(
                terms.name(),
                panel.guide(),
                terms.priority(),
                terms.enabled(),
                terms.userAgent().isEmpty()
                        ? provider.userAgent().isEmpty() ? PLAYER : provider.userAgent()
                        : terms.userAgent(),
                terms.reach(),
                terms.timing(),
                terms.provider());
    }
}

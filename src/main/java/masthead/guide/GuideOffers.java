package masthead.guide;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.Catalogs;
import masthead.catalog.NamedGuide;
import masthead.catalog.Provider;
import masthead.catalog.Reach;

/**
 * Guides that providers' lists name ({@code x-tvg-url}), and those that panels have beside a list ({@code get.php} and {@code xmltv.php}
 * with the same credentials) or an account ({@link PanelGuides}), as far as they are not read yet. Blocks; on a virtual thread.
 */
public final class GuideOffers {
    private static final Pattern PANEL_LIST = Pattern.compile("(?i)(https?://[^?#]+/)get\\.php\\?([^#]*)");

    private final Catalogs catalogs;
    private final GuideSources sources;
    private final GuideSettings settings;

    GuideOffers(Catalogs catalogs, GuideSources sources, GuideSettings settings) {
        this.catalogs = catalogs;
        this.sources = sources;
        this.settings = settings;
    }

    /** What is offered now, by the order of providers and their lists. */
    public List<NamedGuide> current() {
        Set<String> known =
                sources.current().stream().map(each -> each.terms().url()).collect(Collectors.toSet());
        Stream<NamedGuide> besideLists = catalogs.current().providers().stream()
                .flatMap(each ->
                        besideList(each.url()).map(url -> new NamedGuide(each.id(), each.name(), url)).stream());
        Stream<NamedGuide> ofPanels =
                catalogs.current().providers().stream().flatMap(each -> PanelGuides.offer(each).stream());
        return Stream.concat(catalogs.namedGuides().stream(), Stream.concat(besideLists, ofPanels))
                .filter(each -> known.add(each.url()))
                .toList();
    }

    /**
     * Takes a guide that is offered for a source.
     *
     * <p>It is reached as the provider's list is: the same proxy, and its headers where it is of the same host.
     */
    public GuideSource accept(NamedGuide offer) {
        Optional<Provider> provider = catalogs.current().provider(offer.provider());
        Reach reach = provider.map(each -> new Reach(
                        sameHost(each.url(), offer.url())
                                        || PanelGuides.offer(each)
                                                .filter(offer::equals)
                                                .isPresent()
                                ? each.reach().headers()
                                : Map.of(),
                        each.reach().proxy(),
                        each.reach().connectTimeout(),
                        Optional.empty()))
                .orElse(Reach.DIRECT);
        return sources.add(new GuideTerms(
                "Guide of " + offer.providerName(),
                offer.url(),
                GuideTerms.USUAL_PRIORITY,
                true,
                provider.map(Provider::userAgent).orElse(""),
                reach,
                new GuideTiming(Optional.of(settings.refresh()), Duration.ZERO, ZoneId.of("UTC")),
                Optional.of(offer.provider())));
    }

    /** Takes all that is offered; tells what became of it. */
    public synchronized List<GuideSource> acceptAll() {
        List<GuideSource> accepted = new ArrayList<>();
        current().forEach(each -> accepted.add(accept(each)));
        return accepted;
    }

    /** Takes offers by itself from now on, if the settings say so. */
    void attend() {
        if (settings.takeOffers()) {
            catalogs.follow(catalog -> Thread.startVirtualThread(this::acceptAll));
        }
    }

    private static Optional<String> besideList(String url) {
        Matcher list = PANEL_LIST.matcher(url);
        if (!list.matches()) {
            return Optional.empty();
        }
        List<String> credentials = Stream.of(list.group(2).split("&"))
                .filter(each -> each.startsWith("username=") || each.startsWith("password="))
                .sorted(Comparator.reverseOrder())
                .toList();
        return credentials.size() == 2
                ? Optional.of(list.group(1) + "xmltv.php?" + String.join("&", credentials))
                : Optional.empty();
    }

    private static boolean sameHost(String one, String other) {
        try {
            String host = URI.create(one).getHost();
            return host != null && host.equalsIgnoreCase(URI.create(other).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

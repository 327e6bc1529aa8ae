package masthead.tuner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masthead.catalog.Catalog;
import masthead.catalog.Feed;
import masthead.catalog.ProviderId;
import masthead.format.xtream.PanelAddress;
import masthead.format.xtream.XtreamAddress;
import masthead.format.xtream.XtreamAddress.Part;

/**
 * Which of a panel's addresses answered last, and in which form it knows the addresses of live streams: panels differ (reference:
 * docs/4-protocols/xtream.md, "Playing from panels"). Any thread.
 */
public final class Mirrors {
    /** How a live stream's address is written, the likeliest first. */
    enum Form {
        LIVE_WITH_EXTENSION,
        LIVE,
        PLAIN_WITH_EXTENSION,
        PLAIN;

        private String of(PanelAddress panel, XtreamAddress address) {
            XtreamAddress named = switch (this) {
                case LIVE_WITH_EXTENSION, PLAIN_WITH_EXTENSION -> address;
                case LIVE, PLAIN -> new XtreamAddress(address.part(), address.id(), "");
            };
            String folder = switch (this) {
                case LIVE_WITH_EXTENSION, LIVE -> "live";
                case PLAIN_WITH_EXTENSION, PLAIN -> "";
            };
            return panel.path(folder, PanelAddress.file(named));
        }

        /** Without one a stream is a transport stream. */
        private boolean names(String extension) {
            return extension.equals("ts") || this == LIVE_WITH_EXTENSION || this == PLAIN_WITH_EXTENSION;
        }
    }

    /**
     * One address to try.
     *
     * @param base of the panel it is at; empty where it is no panel's
     * @param proven whether this provider is known to write addresses so
     */
    record Candidate(String base, Form form, String url, boolean proven) {
        /** Without the credentials. */
        @Override
        public String toString() {
            return "Candidate[" + form + "]";
        }
    }

    private record Known(String base, Optional<Form> form) {}

    private final Map<ProviderId, Known> known = new ConcurrentHashMap<>();

    /** The addresses of {@code feed} for {@code account}, the likeliest first; at least one. */
    List<Candidate> candidates(Catalog catalog, Feed feed, int account) {
        Optional<XtreamAddress> held = FeedAddress.held(catalog, feed);
        if (held.isEmpty()) {
            String url = Accounts.with(catalog, feed, account).url();
            return List.of(new Candidate("", Form.LIVE_WITH_EXTENSION, url, true));
        }
        List<Candidate> candidates = new ArrayList<>();
        Optional<Form> proven = Optional.ofNullable(known.get(feed.provider())).flatMap(Known::form);
        for (PanelAddress panel : panels(catalog, feed.provider(), account)) {
            if (held.get().part() != Part.LIVE) {
                panel.of(held.get())
                        .ifPresent(url ->
                                candidates.add(new Candidate(panel.base(), Form.LIVE_WITH_EXTENSION, url, true)));
                continue;
            }
            for (Form each : proven.map(List::of).orElse(List.of(Form.values()))) {
                if (each.names(held.get().extension())) {
                    candidates.add(new Candidate(panel.base(), each, each.of(panel, held.get()), proven.isPresent()));
                }
            }
        }
        return candidates.isEmpty()
                ? List.of(new Candidate("", Form.LIVE_WITH_EXTENSION, feed.url(), true))
                : List.copyOf(candidates);
    }

    /** The panel's addresses for an account, the one that answered last first. */
    public List<PanelAddress> panels(Catalog catalog, ProviderId provider, int account) {
        List<PanelAddress> panels = new ArrayList<>(FeedAddress.panels(catalog, provider, account));
        Known last = known.get(provider);
        for (int at = 0; last != null && at < panels.size(); at++) {
            if (panels.get(at).base().equals(last.base)) {
                Collections.rotate(panels, -at);
                break;
            }
        }
        return panels;
    }

    /** A live stream was there. */
    void answered(ProviderId provider, Candidate candidate) {
        if (!candidate.base().isEmpty()) {
            known.put(provider, new Known(candidate.base(), Optional.of(candidate.form())));
        }
    }

    /** {@code base} answered, whatever it was asked. */
    public void answered(ProviderId provider, String base) {
        Known before = known.get(provider);
        known.put(provider, new Known(base, before == null ? Optional.empty() : before.form));
    }
}

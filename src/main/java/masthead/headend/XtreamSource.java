package masthead.headend;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import masthead.catalog.AccountState;
import masthead.catalog.FeedKind;
import masthead.catalog.ProviderId;
import masthead.format.xtream.TitleFacts;
import masthead.format.xtream.XtreamAddress;
import masthead.format.xtream.XtreamAddress.Part;
import masthead.format.xtream.in.ListedLive;
import masthead.format.xtream.in.ListedTitle;
import masthead.format.xtream.in.LoginAnswer;
import masthead.format.xtream.in.LoginInstead;
import masthead.format.xtream.in.XtreamReader.Tally;

/**
 * Makes a list of what an account at a panel may have: live streams, movies, series, in the panel's order.
 *
 * <p>First the login, then one question at a time; the categories of each part, then its list in one, and only if that fails a
 * category after the other. What is empty and was not, is no answer. Blocks; any thread.
 */
final class XtreamSource {
    private static final Duration BETWEEN_CATEGORIES = Duration.ofMillis(200);
    private static final int MOST_CATEGORIES = 3000;
    /** As long as an attribute of a list may be, with room for what the writer makes of it. */
    private static final int LONGEST_VALUE = 500;

    private final Politeness politeness;
    private final Clock clock;

    XtreamSource(Politeness politeness, Clock clock) {
        this.politeness = politeness;
        this.clock = clock;
    }

    /**
     * What is known of the provider already.
     *
     * @param feeds how many of each kind it had in the last list
     * @param grouped how many of these had a category
     * @param told is told how the account stands
     */
    record Known(
            Optional<ProviderId> provider,
            Map<FeedKind, Integer> feeds,
            Map<FeedKind, Integer> grouped,
            Consumer<AccountState> told) {
        /** Nothing, and nobody to tell. */
        static final Known NOTHING = new Known(Optional.empty(), Map.of(), Map.of(), state -> {});
    }

    /** In the middle of it the account is no good any more: there is no use in asking on. */
    private static final class NoLonger extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLonger(String reason) {
            super(reason);
        }
    }

    /** A part of a panel's list: what it is asked for with, and what it is called. */
    private enum Section {
        LIVE("get_live_categories", "get_live_streams", "live streams", "Channel"),
        MOVIES("get_vod_categories", "get_vod_streams", "movies", "Movie"),
        SERIES("get_series_categories", "get_series", "series", "Series");

        private final String categories;
        private final String list;
        private final String words;
        private final String nameless;

        Section(String categories, String list, String words, String nameless) {
            this.categories = categories;
            this.list = list;
            this.words = words;
            this.nameless = nameless;
        }

        boolean wanted(XtreamOptions options) {
            return switch (this) {
                case LIVE -> options.live();
                case MOVIES -> options.movies();
                case SERIES -> options.series();
            };
        }

        int in(Map<FeedKind, Integer> feeds) {
            return switch (this) {
                case LIVE -> feeds.getOrDefault(FeedKind.TS, 0) + feeds.getOrDefault(FeedKind.HLS, 0);
                case MOVIES -> feeds.getOrDefault(FeedKind.MOVIE, 0);
                case SERIES -> feeds.getOrDefault(FeedKind.SERIES, 0);
            };
        }
    }

    /**
     * Asks for everything and writes it into {@code draft}.
     *
     * @throws ListFailed if the panel cannot be asked
     * @throws ListDoubtful if the account is no good, or an answer is not whole, or not what it should be
     */
    SpooledList read(ListSource source, PanelCalls calls, Known known, ListDraft draft) {
        XtreamOptions options = options(source);
        LoginAnswer login = calls.first("", answer -> answer.reader().login(answer.body()));
        Instant now = clock.instant();
        known.provider().ifPresent(id -> known.told().accept(Standing.of(id, 0, login, now)));
        Standing.trouble(login, now).ifPresent(trouble -> {
            throw new ListDoubtful(trouble);
        });
        try {
            for (Section each : Section.values()) {
                if (each.wanted(options)) {
                    new Reading(each, options, calls, known, draft).read();
                }
            }
        } catch (NoLonger e) {
            throw new ListDoubtful(String.valueOf(e.getMessage()));
        }
        return draft.finished(List.of());
    }

    private static XtreamOptions options(ListSource source) {
        try {
            return XtreamOptions.of(source.options());
        } catch (IllegalArgumentException e) {
            throw new ListFailed("An option of this provider cannot be used: " + e.getMessage() + ".");
        }
    }

    /** One part being read. */
    private final class Reading {
        private final Section section;
        private final XtreamOptions options;
        private final PanelCalls calls;
        private final Known known;
        private final ListDraft draft;
        private final Map<String, String> categories = new LinkedHashMap<>();
        private SeenIds seen = new SeenIds();
        private int taken;
        private int grouped;
        private int duplicates;
        private int unusable;

        Reading(Section section, XtreamOptions options, PanelCalls calls, Known known, ListDraft draft) {
            this.section = section;
            this.options = options;
            this.calls = calls;
            this.known = known;
            this.draft = draft;
        }

        void read() {
            ask("action=" + section.categories, answer -> {
                categories.clear();
                return answer.reader().categories(answer.body(), each -> categories.put(each.id(), each.name()));
            });
            ListDraft.Mark start = draft.mark();
            try {
                list("action=" + section.list, "");
            } catch (ListDoubtful | ListFailed whole) {
                byCategory(start, whole);
            }
            if (taken == 0 && section.in(known.feeds()) > 0) {
                throw new ListDoubtful("The panel's list of " + section.words + " is empty, but the last one had "
                        + section.in(known.feeds()) + ".");
            }
            if (grouped == 0 && section.in(known.grouped()) > 0) {
                throw new ListDoubtful("None of the panel's " + section.words + " has a category, but in the last list "
                        + section.in(known.grouped()) + " had.");
            }
            if (duplicates > 0) {
                draft.skip("listed twice", duplicates);
            }
            if (unusable > 0) {
                draft.skip("without an id", unusable);
            }
        }

        /** Some panels cannot make a long list whole; what they can make has to be all of it. */
        private void byCategory(ListDraft.Mark start, RuntimeException whole) {
            if (categories.isEmpty() || categories.size() > MOST_CATEGORIES) {
                throw whole;
            }
            draft.back(start);
            seen = new SeenIds();
            taken = 0;
            grouped = 0;
            duplicates = 0;
            unusable = 0;
            for (String each : categories.keySet()) {
                politeness.await(Hop.host(URI.create(calls.base())), BETWEEN_CATEGORIES, Optional.empty());
                try {
                    list(
                            "action=" + section.list + "&category_id="
                                    + URLEncoder.encode(each, StandardCharsets.UTF_8),
                            each);
                } catch (ListDoubtful | ListFailed part) {
                    throw whole;
                }
            }
        }

        /** @param category where what names none belongs; may be empty */
        private void list(String question, String category) {
            Tally tally = ask(question, answer -> switch (section) {
                case LIVE -> answer.reader().live(answer.body(), each -> live(each, category));
                case MOVIES -> answer.reader().movies(answer.body(), each -> title(each, category));
                case SERIES -> answer.reader().series(answer.body(), each -> title(each, category));
            });
            unusable += tally.unusable();
        }

        /** @throws ListDoubtful if the answer is one to a login */
        private Tally ask(String question, java.util.function.Function<PanelCalls.Answer, Tally> reader) {
            try {
                return calls.ask(question, reader);
            } catch (LoginInstead e) {
                Instant now = clock.instant();
                known.provider().ifPresent(id -> known.told().accept(Standing.of(id, 0, e.answer(), now)));
                throw new NoLonger(Standing.trouble(e.answer(), now)
                        .orElse("The panel answers as to a login when it is asked for its " + section.words + "."));
            }
        }

        private void live(ListedLive row, String category) {
            if (!first(row.id())) {
                return;
            }
            Map<String, String> attributes = new HashMap<>();
            put(attributes, "tvg-id", row.guideId());
            put(attributes, "tvg-logo", row.icon());
            put(attributes, "tvg-chno", row.number() > 0 ? Integer.toString(row.number()) : "");
            put(attributes, "group-title", group(row.categories(), category));
            put(attributes, "catchup-days", row.archiveDays() > 0 ? Integer.toString(row.archiveDays()) : "");
            put(attributes, "adult", row.adult() ? "1" : "");
            add(row.id(), row.name(), attributes, new XtreamAddress(Part.LIVE, row.id(), options.output()));
        }

        private void title(ListedTitle row, String category) {
            if (!first(row.id())) {
                return;
            }
            boolean movie = section == Section.MOVIES;
            TitleFacts facts = row.facts();
            Map<String, String> attributes = new HashMap<>();
            put(attributes, "tvg-logo", facts.cover());
            put(attributes, "group-title", group(row.categories(), category));
            put(attributes, "ext", movie ? row.extension() : "");
            put(attributes, "rating", facts.rating());
            put(attributes, "year", facts.year());
            put(attributes, "tmdb", facts.tmdb());
            put(
                    attributes,
                    movie ? "added" : "modified",
                    row.changed()
                            .map(each -> Long.toString(each.getEpochSecond()))
                            .orElse(""));
            put(attributes, "genre", facts.genre());
            put(attributes, "duration", facts.durationSeconds() > 0 ? Long.toString(facts.durationSeconds()) : "");
            put(attributes, "backdrop", facts.backdrops().stream().findFirst().orElse(""));
            put(attributes, "trailer", facts.trailer());
            put(attributes, "adult", row.adult() ? "1" : "");
            put(attributes, "plot", facts.plot());
            put(attributes, "cast", facts.cast());
            put(attributes, "director", facts.director());
            put(attributes, "release", facts.released());
            add(
                    row.id(),
                    facts.name(),
                    attributes,
                    movie
                            ? new XtreamAddress(Part.MOVIE, row.id(), row.extension())
                            : new XtreamAddress(Part.SERIES, row.id(), ""));
        }

        private boolean first(String id) {
            boolean fresh = seen.add(id);
            duplicates += fresh ? 0 : 1;
            return fresh;
        }

        /** The first that is known; none if none is. */
        private String group(List<String> ids, String asked) {
            for (String each : ids) {
                String name = categories.getOrDefault(each, "");
                if (!name.isEmpty()) {
                    grouped++;
                    return name;
                }
            }
            String name = categories.getOrDefault(asked, "");
            grouped += name.isEmpty() ? 0 : 1;
            return name;
        }

        private void add(String id, String name, Map<String, String> attributes, XtreamAddress address) {
            taken++;
            draft.add(name.isEmpty() ? section.nameless + " " + id : name, attributes, address.toString());
        }

        private static void put(Map<String, String> attributes, String name, String value) {
            boolean address = name.equals("tvg-logo") || name.equals("backdrop");
            if (!value.isEmpty() && (!address || value.length() <= LONGEST_VALUE * 2)) {
                attributes.put(name, address ? value : clipped(value));
            }
        }

        private static String clipped(String text) {
            if (text.length() <= LONGEST_VALUE) {
                return text;
            }
            int end = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
            return text.substring(0, end);
        }
    }
}

package masthead.headend;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import masthead.format.m3u.M3uReader;
import masthead.format.m3u.NotM3uException;
import masthead.format.m3u.Tally;
import masthead.format.page.Page;
import masthead.format.page.PageEntry;
import masthead.format.page.PageReader;
import masthead.format.page.PageRules;
import masthead.format.page.RuleTooSlow;

/** Makes a list of a web page with links, and of the lists it links to. Blocks; any thread. */
final class PageSource {
    /** A page in memory takes many times its size. */
    private static final int AT_ONCE = 2;

    private final HeadendSettings settings;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    PageSource(HeadendSettings settings) {
        this.settings = settings;
    }

    /**
     * Fetches page and lists and writes their entries into {@code draft}.
     *
     * @param known what the last applied list was made of, if it may be asked for changes
     * @throws ListUnchanged if nothing of that has changed
     */
    SpooledList read(ListSource source, DocumentFetch fetch, List<ReadDocument> known, ListDraft draft) {
        PageRules rules = rules(source);
        turns.acquireUninterruptibly();
        try {
            Reading reading = new Reading(fetch, draft);
            reading.askForChanges(known);
            Fetched.Whole page = reading.get(source.url());
            if (isList(page.body())) {
                reading.list(page);
            } else {
                reading.page(page, new PageReader(rules, settings.maxEntries()));
            }
            return draft.finished(reading.documents());
        } catch (RuleTooSlow e) {
            throw new ListFailed("A rule of this page cannot be used: " + e.getMessage() + ".");
        } finally {
            turns.release();
        }
    }

    private static PageRules rules(ListSource source) {
        try {
            return PageRules.of(source.options());
        } catch (IllegalArgumentException e) {
            throw new ListFailed("A rule of this page cannot be used: " + e.getMessage() + ".");
        }
    }

    /** Many who publish contents publish a bare list. */
    private static boolean isList(byte[] document) {
        String start = new String(document, 0, Math.min(document.length, 200), StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .stripLeading()
                .toUpperCase(Locale.ROOT);
        return start.startsWith("#EXTM3U") || start.startsWith("#EXTINF");
    }

    /** One reading of one page. */
    private final class Reading {
        private final DocumentFetch fetch;
        private final ListDraft draft;
        private final List<ReadDocument> documents = new ArrayList<>();
        private final Map<String, Fetched.Whole> here = new HashMap<>();
        private boolean complete = true;

        Reading(DocumentFetch fetch, ListDraft draft) {
            this.fetch = fetch;
            this.draft = draft;
        }

        /** What has changed is here then, and needs not be fetched again. */
        void askForChanges(List<ReadDocument> known) {
            if (known.isEmpty() || !known.stream().allMatch(ReadDocument::checkable)) {
                return;
            }
            for (ReadDocument each : known) {
                if (fetch.get(each.url(), Optional.of(each)) instanceof Fetched.Whole whole) {
                    here.put(each.url(), whole);
                    return;
                }
            }
            throw new ListUnchanged();
        }

        Fetched.Whole get(String url) {
            Fetched.Whole fetched = here.remove(url);
            if (fetched == null) {
                fetched = switch (fetch.get(url, Optional.empty())) {
                    case Fetched.Whole whole -> whole;
                    case Fetched.Unchanged _ -> throw new ListFailed("The server answered with status 304.");
                };
            }
            documents.add(fetched.document());
            return fetched;
        }

        void page(Fetched.Whole page, PageReader reader) {
            Page read = reader.read(page.body(), page.contentType(), page.url());
            read.skipped().forEach(draft::skip);
            read.entries().forEach(this::entry);
            int lists = Math.min(read.lists().size(), settings.pageLists());
            for (String each : read.lists().subList(0, lists)) {
                linked(each);
            }
            if (read.lists().size() > lists) {
                draft.skip("list beyond headend.page-lists", read.lists().size() - lists);
            }
        }

        private void entry(PageEntry entry) {
            Map<String, String> attributes = new TreeMap<>();
            if (!entry.group().isEmpty()) {
                attributes.put("group-title", entry.group());
            }
            if (!entry.logo().isEmpty()) {
                attributes.put("tvg-logo", entry.logo());
            }
            draft.add(entry.name(), attributes, entry.link().canonical());
        }

        /** A dead link on a page is no reason to go without the page. */
        private void linked(String url) {
            try {
                list(get(url));
            } catch (ListFailed e) {
                draft.skip("list that cannot be fetched", 1);
                complete = false;
            }
        }

        void list(Fetched.Whole document) {
            try {
                Tally tally = new M3uReader().read(new ByteArrayInputStream(document.body()), draft::add);
                tally.skipped().forEach((why, count) -> draft.skip(why.words(), count));
                if (tally.looksTruncated()) {
                    throw new ListDoubtful("A list of the page is cut short: its last entry has no address.");
                }
            } catch (NotM3uException e) {
                draft.skip("link to no list", 1);
            }
        }

        /** What to ask for changes the next time; nothing where that would hide what was missing this time. */
        List<ReadDocument> documents() {
            return complete ? documents : List.of();
        }
    }
}

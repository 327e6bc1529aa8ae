package masthead.format.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import masthead.format.acestream.AceLink;
import masthead.format.page.Line.Found;
import masthead.format.page.Line.Piece;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * Reads what a page leads to: AceStream and magnet links, ids next to names in tables, lists and running text, lists kept in
 * scripts, and links to lists of channels.
 *
 * <p>Without rules it goes by how pages are made for people: the name is the link's own text, or stands before it on the
 * same line or row, or on the line above. Rules of the operator's win. Immutable; any thread. Holds the whole page in memory.
 */
public final class PageReader {
    /** Deeper nesting is flattened; no page that people can see comes near it. */
    private static final int MAX_DEPTH = 500;

    private static final int STEPS_PER_CHAR = 200;
    private static final int LEAST_STEPS = 1_000_000;
    private static final Pattern LIST_PATH = Pattern.compile("(?i)[^?#]*\\.m3u8?(?:\\.gz)?(?:[?#].*)?");
    private static final Pattern LIST_QUERY =
            Pattern.compile("(?i)[^?#]*\\?(?:[^#]*&)?type=m3u(?:_plus|8)?(?:[&#].*)?");

    private final PageRules rules;
    private final int mostEntries;
    private final Finder finder;

    public PageReader(PageRules rules, int mostEntries) {
        this.rules = rules;
        this.mostEntries = mostEntries;
        this.finder = new Finder(rules);
    }

    /**
     * Reads {@code document}, which came from {@code address}.
     *
     * @param contentType as the server said, or empty
     * @throws RuleTooSlow if an expression of the operator's takes too long on it
     */
    public Page read(byte[] document, String contentType, String address) {
        Collected collected = new Collected(rules, mostEntries);
        String text = Decoding.text(document, contentType);
        String type = contentType.toLowerCase(Locale.ROOT);
        if (rules.idExpression().isPresent() && rules.entry().isEmpty()) {
            expressed(text, rules.idExpression().get(), "", "", collected);
        } else if (type.contains("json")
                || text.stripLeading().startsWith("{")
                || text.stripLeading().startsWith("[")) {
            script(text, collected);
        } else {
            Document page = parsed(text, type, address);
            if (rules.entry().isPresent()) {
                rules.entry().get().of(page).forEach(entry -> byRules(entry, collected));
            } else {
                bySight(page, collected);
            }
            if (rules.lists()) {
                page.select("a[href]").forEach(anchor -> list(anchor, collected));
            }
        }
        return collected.page();
    }

    private static Document parsed(String text, String type, String address) {
        boolean plain = type.startsWith("text/plain") || text.indexOf('<') < 0;
        if (!plain) {
            return Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(text, address);
        }
        Document page = Document.createShell(address);
        page.body().appendElement("pre").appendChild(new TextNode(text));
        return page;
    }

    private static void list(Element anchor, Collected collected) {
        String written = anchor.attr("href").strip();
        if (!LIST_PATH.matcher(written).matches()
                && !LIST_QUERY.matcher(written).matches()) {
            return;
        }
        String address = written.regionMatches(true, 0, "zeronet:", 0, 8) ? written : anchor.absUrl("href");
        if (!address.isEmpty()) {
            collected.list(address);
        }
    }

    private void bySight(Element root, Collected collected) {
        Headings headings = new Headings();
        int[] nameColumn = {-1};
        Walk.through(root, finder, line -> {
            if (!line.isRow()) {
                nameColumn[0] = -1;
            } else if (line.isHeader()) {
                nameColumn[0] = Naming.nameColumn(line);
            }
            if (line.leads()) {
                take(line, nameColumn[0], headings, collected);
            } else if (!line.isRow()) {
                headings.pass(line);
            }
        });
        for (Element each : root.select("script")) {
            script(each.data(), collected);
        }
    }

    private static void take(Line line, int nameColumn, Headings headings, Collected collected) {
        Naming naming = new Naming(line, nameColumn);
        List<Piece> pieces = line.pieces();
        for (int at = 0; at < pieces.size(); at++) {
            if (pieces.get(at) instanceof Found content) {
                Optional<String> own = naming.of(at, content);
                collected.entry(
                        content.link(), own.or(headings::name).orElse(""), headings.group(own.isEmpty()), line.logo());
            }
        }
    }

    private void script(String script, Collected collected) {
        new Scripts(finder)
                .each(
                        script,
                        (link, said) -> collected.entry(link, Names.clean(said.name()), Names.clean(said.group()), ""));
    }

    private void byRules(Element entry, Collected collected) {
        String name = rules.name()
                .map(picker -> Names.clean(picker.first(entry).orElse("")))
                .orElse("");
        String logo = rules.logo().flatMap(picker -> logo(picker, entry)).orElse("");
        if (rules.idExpression().isPresent()) {
            expressed(entry.outerHtml(), rules.idExpression().get(), name, logo, collected);
        } else if (rules.link().isPresent()) {
            for (Element each : rules.link().get().of(entry)) {
                linked(rules.link().get().value(each), name, logo, collected);
            }
        } else if (name.isEmpty()) {
            bySight(entry, collected);
        } else {
            Walk.through(
                    entry,
                    finder,
                    line -> line.pieces().forEach(piece -> {
                        if (piece instanceof Found content) {
                            collected.entry(content.link(), name, "", logo.isEmpty() ? line.logo() : logo);
                        }
                    }));
        }
    }

    /** A picked link without {@code @attribute} is its text, and if that leads nowhere its address. */
    private void linked(String value, String name, String logo, Collected collected) {
        finder.whole(value).ifPresentOrElse(link -> collected.entry(link, name, "", logo), () -> {
            boolean[] any = {false};
            finder.each(
                    value,
                    link -> {
                        any[0] = true;
                        collected.entry(link, name, "", logo);
                    },
                    between -> {});
            if (!any[0]) {
                collected.skip("link that leads to no content");
            }
        });
    }

    private static Optional<String> logo(Picker picker, Element entry) {
        return picker.of(entry).stream()
                .map(each -> picker.attribute().isPresent() ? picker.value(each) : each.absUrl("src"))
                .filter(each -> each.startsWith("http"))
                .findFirst();
    }

    /** @param name where the expression says none */
    private void expressed(String source, Pattern expression, String name, String logo, Collected collected) {
        int steps = Math.max(LEAST_STEPS, (int) Math.min(Integer.MAX_VALUE, (long) source.length() * STEPS_PER_CHAR));
        Matcher matcher = expression.matcher(Steps.of(source, steps, collected.steps()));
        while (Expressions.finds(matcher)) {
            Optional<AceLink> link = finder.whole(Expressions.group(matcher, "id"));
            if (link.isEmpty()) {
                collected.skip("link that leads to no content");
                continue;
            }
            String own = Names.clean(Parser.unescapeEntities(Expressions.named(matcher, "name"), false));
            String shown = Expressions.named(matcher, "logo");
            collected.entry(
                    link.get(),
                    own.isEmpty() ? name : own,
                    Names.clean(Expressions.named(matcher, "group")),
                    shown.startsWith("http") ? shown : logo);
        }
    }
}

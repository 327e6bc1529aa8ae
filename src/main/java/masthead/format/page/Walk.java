package masthead.format.page;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import masthead.format.acestream.AceLink;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Takes a page apart into lines, as a reader sees them: a block, a row of a table, what stands between two line breaks.
 *
 * <p>Without recursion: pages may be nested as deep as they like. For one thread.
 */
final class Walk implements NodeVisitor {
    private static final Set<String> UNSEEN = Set.of("script", "style", "title", "template", "iframe", "object");
    /** Attributes that hold contents on pages whose links are made by scripts; also every {@code data-...}. */
    private static final Set<String> TELLING = Set.of("onclick", "value", "content", "src");

    private static final Set<String> BREAKING = Set.of("br", "hr", "option", "button");

    private static final Pattern NEWLINE = Pattern.compile("\\R");

    private final Finder finder;
    private final Consumer<Line> lines;
    private Line line = new Line(0);
    private @Nullable Element row;
    private int preformatted;
    private @Nullable Node hidden;

    private Walk(Finder finder, Consumer<Line> lines) {
        this.finder = finder;
        this.lines = lines;
    }

    /** Hands over every line that is not empty, in the page's order. */
    static void through(Element root, Finder finder, Consumer<Line> lines) {
        Walk walk = new Walk(finder, lines);
        NodeTraversor.traverse(walk, root);
        walk.flush(0);
    }

    @Override
    public void head(Node node, int depth) {
        if (hidden != null) {
            return;
        }
        if (node instanceof TextNode text) {
            text(text.getWholeText());
        } else if (node instanceof Element element) {
            begin(element);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node.equals(hidden)) { // which is the same, for nodes
            hidden = null;
        } else if (hidden == null && node instanceof Element element) {
            end(element);
        }
    }

    private void begin(Element element) {
        String tag = element.normalName();
        if (UNSEEN.contains(tag)) {
            hidden = element;
            return;
        }
        switch (tag) {
            case "tr" -> {
                flush(0);
                row = row == null && isRow(element) ? element : row;
            }
            case "td", "th" -> cell(tag.equals("th"));
            case "pre", "textarea" -> {
                flush(0);
                preformatted++;
            }
            case "img" -> image(element);
            case "a" -> {
                if (anchor(element)) {
                    hidden = element;
                    return;
                }
            }
            default -> {
                if (breaks(element)) {
                    flush(heading(tag));
                }
            }
        }
        attributes(element);
    }

    private void end(Element element) {
        switch (element.normalName()) {
            case "tr" -> {
                row = element.equals(row) ? null : row;
                flush(0);
            }
            case "pre", "textarea" -> {
                preformatted--;
                flush(0);
            }
            default -> {
                if (breaks(element)) {
                    flush(0);
                }
            }
        }
    }

    /** Inside a row a block is only a part of its cell. */
    private boolean breaks(Element element) {
        return row == null && (element.isBlock() || BREAKING.contains(element.normalName()));
    }

    /** A table's row, unless the table only lays the page out. */
    private static boolean isRow(Element element) {
        int cells = element.childrenSize();
        return cells > 1
                && element.selectFirst("table") == null
                && element.select("br, p, div, li").size() <= 4 + 2 * cells;
    }

    private void cell(boolean heads) {
        if (row == null) {
            flush(0);
        } else {
            line.nextCell(heads);
        }
    }

    private static int heading(String tag) {
        if (tag.equals("caption") || tag.equals("summary")) {
            return 6;
        }
        return tag.length() == 2 && tag.charAt(0) == 'h' && Character.isDigit(tag.charAt(1)) ? tag.charAt(1) - '0' : 0;
    }

    private void flush(int nextHeading) {
        if (!line.isEmpty()) {
            lines.accept(line);
        }
        line = new Line(nextHeading);
    }

    private void text(String text) {
        if (preformatted == 0) {
            scan(text);
            return;
        }
        boolean[] later = {false};
        NEWLINE.splitAsStream(text).forEach(each -> {
            if (later[0]) {
                flush(0);
            }
            later[0] = true;
            scan(each);
        });
    }

    private void scan(String text) {
        finder.each(text, link -> line.found(link, ""), line::text);
    }

    /** Whether it leads to a content; what it says is then that content's label, and not looked at again. */
    private boolean anchor(Element element) {
        String address = element.attr("href");
        Optional<AceLink> link = finder.whole(address);
        link.ifPresent(found -> {
            line.found(found, label(element, address));
            Element picture = element.selectFirst("img");
            if (picture != null) {
                image(picture);
            }
        });
        return link.isPresent();
    }

    private static String label(Element anchor, String address) {
        Element picture = anchor.selectFirst("img[alt]");
        for (String each : new String[] {
            anchor.text(),
            anchor.attr("title"),
            anchor.attr("aria-label"),
            picture == null ? "" : picture.attr("alt"),
            Display.nameIn(address)
        }) {
            String name = Names.clean(each);
            if (Names.meaningful(name)) {
                return name;
            }
        }
        return "";
    }

    private void image(Element picture) {
        String address = picture.absUrl("src");
        if (address.regionMatches(true, 0, "http", 0, 4)) {
            line.logo(address);
        }
    }

    private void attributes(Element element) {
        for (Attribute each : element.attributes()) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            if (TELLING.contains(name) || name.startsWith("data-")) {
                finder.whole(each.getValue())
                        .ifPresentOrElse(
                                link -> line.found(link, element.attr("title")),
                                () -> finder.each(
                                        each.getValue(),
                                        link -> line.found(link, element.attr("title")),
                                        between -> {}));
            }
        }
    }
}

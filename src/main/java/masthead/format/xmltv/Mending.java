package masthead.format.xmltv;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;

/** Makes well-formed XML of an element that is not: bare ampersands, HTML within, tags not closed, attributes without quotes. */
final class Mending {
    private static final Pattern REFERENCE = Pattern.compile("&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?");

    private Mending() {}

    static String mended(String element) {
        Document document = Jsoup.parse(characters(references(element)), "", Parser.xmlParser());
        document.getAllElements().forEach(Mending::forgetNamespaces);
        document.outputSettings()
                .prettyPrint(false)
                .syntax(Document.OutputSettings.Syntax.xml)
                .escapeMode(Entities.EscapeMode.xhtml);
        // What stands behind the first element was within it before it was damaged; it is lost.
        Element first = document.firstElementChild();
        return first == null ? "" : references(first.outerHtml());
    }

    /** A prefix may have been declared outside of the element, or nowhere. */
    private static void forgetNamespaces(Element element) {
        if (element.tagName().indexOf(':') >= 0) {
            element.tagName(element.tagName().replace(':', '-'));
        }
        List<String> names =
                element.attributes().asList().stream().map(Attribute::getKey).toList();
        for (String each : names) {
            if (each.indexOf(':') >= 0 && !each.startsWith("xml:")) {
                element.removeAttr(each);
            }
        }
    }

    /** Without references to characters that XML does not have. */
    private static String references(String text) {
        Matcher found = REFERENCE.matcher(text);
        return found.replaceAll(each -> {
            String hex = each.group(1);
            String digits = hex == null ? each.group(2) : hex;
            boolean readable = digits.length() <= 7 && character(Integer.parseInt(digits, hex == null ? 10 : 16));
            return readable ? Matcher.quoteReplacement(each.group()) : " ";
        });
    }

    /** Without characters that XML does not have (XML 1.0, production 2). */
    private static String characters(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(each -> character(each) ? each : ' ').forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean character(int each) {
        return each == '\t'
                || each == '\n'
                || each == '\r'
                || (each >= ' ' && each <= 0xd7ff)
                || (each >= 0xe000 && each <= 0xfffd)
                || (each >= 0x10000 && each <= 0x10ffff);
    }
}

package masthead.format.xmltv;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes what is in a programme element, in the order and number that xmltv.dtd asks for. For one programme. */
final class DetailsWriter {
    private static final Set<XmltvKey> PEOPLE = EnumSet.range(XmltvKey.DIRECTOR, XmltvKey.GUEST);
    private static final Set<XmltvKey> ONCE = EnumSet.of(
            XmltvKey.DATE,
            XmltvKey.LANGUAGE,
            XmltvKey.ORIGINAL_LANGUAGE,
            XmltvKey.LENGTH,
            XmltvKey.ASPECT,
            XmltvKey.QUALITY,
            XmltvKey.STEREO,
            XmltvKey.PREVIOUSLY_SHOWN,
            XmltvKey.PREMIERE,
            XmltvKey.LAST_CHANCE,
            XmltvKey.NEW);
    private static final Set<String> UNITS = Set.of("seconds", "minutes", "hours");
    private static final Set<String> SUBTITLES = Set.of("teletext", "onscreen", "deaf-signed");
    private static final Set<String> IMAGES = Set.of("poster", "backdrop", "still", "person", "character");

    /** A time as xmltv.dtd has it, whole or its beginning. */
    private static final Pattern TIME =
            Pattern.compile("(?:\\d{4}|\\d{6}|\\d{8}|\\d{10}|\\d{12}|\\d{14})(?: [+-]\\d{4})?");

    private final Markup out;
    private final XmltvProgramme programme;
    private final Set<XmltvKey> written = EnumSet.noneOf(XmltvKey.class);
    private String group = "";

    DetailsWriter(Markup out, XmltvProgramme programme) {
        this.out = out;
        this.programme = programme;
    }

    void write() {
        XmltvDetails details = programme.details();
        String language = details.first(XmltvKey.TITLE_LANGUAGE).orElse("");
        out.element("title", "lang", language, programme.title());
        boolean described = programme.description().isEmpty();
        for (XmltvFact each : details.facts()) {
            if (!described && each.key().compareTo(XmltvKey.SUB_TITLE) > 0) {
                describe(details.first(XmltvKey.DESCRIPTION_LANGUAGE).orElse(language));
                described = true;
            }
            if (!ONCE.contains(each.key()) || written.add(each.key())) {
                group(group(each.key()));
                fact(each);
            }
        }
        if (!described) {
            describe(language);
        }
        group("");
    }

    private void describe(String language) {
        out.element("desc", "lang", language, programme.description());
    }

    private void fact(XmltvFact fact) {
        XmltvKey key = fact.key();
        switch (key) {
            case TITLE_LANGUAGE, DESCRIPTION_LANGUAGE -> {
                // told with the title and the description
            }
            case LIVE, CATCHUP_ID -> {
                // not in xmltv.dtd
            }
            case LENGTH -> {
                if (UNITS.contains(fact.about())) {
                    element(fact, fact.about());
                }
            }
            case ICON -> {
                out.raw("<icon");
                out.attribute("src", fact.value());
                out.raw("/>");
            }
            case NEW -> out.raw("<new/>");
            case PREVIOUSLY_SHOWN -> previously(fact);
            case SUBTITLES -> {
                out.start("subtitles", "type", SUBTITLES.contains(fact.about()) ? fact.about() : "");
                out.element("language", "", "", fact.value());
                out.end("subtitles");
            }
            case RATING, STAR_RATING -> {
                out.start(key.element(), "system", fact.about());
                out.element("value", "", "", fact.value());
                out.end(key.element());
            }
            case IMAGE -> element(fact, IMAGES.contains(fact.about()) ? fact.about() : "");
            case DATE, ASPECT, QUALITY, STEREO -> element(fact, "");
            case DIRECTOR, WRITER, ADAPTER, PRODUCER, COMPOSER, EDITOR, PRESENTER, COMMENTATOR, GUEST ->
                element(fact, "");
            case TITLE,
                    SUB_TITLE,
                    DESCRIPTION,
                    ACTOR,
                    CATEGORY,
                    KEYWORD,
                    LANGUAGE,
                    ORIGINAL_LANGUAGE,
                    URL,
                    COUNTRY,
                    EPISODE,
                    PREMIERE,
                    LAST_CHANCE -> element(fact, fact.about());
        }
    }

    private void element(XmltvFact fact, String about) {
        out.element(fact.key().element(), fact.key().attribute(), about, fact.value());
    }

    private void previously(XmltvFact fact) {
        out.raw("<previously-shown");
        if (TIME.matcher(fact.value()).matches()) {
            out.attribute("start", fact.value());
        }
        if (!fact.about().isEmpty()) {
            out.attribute("channel", fact.about());
        }
        out.raw("/>");
    }

    /** The element that those of {@code key} stand in. */
    private static String group(XmltvKey key) {
        return switch (key) {
            case ASPECT, QUALITY -> "video";
            case STEREO -> "audio";
            default -> PEOPLE.contains(key) ? "credits" : "";
        };
    }

    /** Goes from the element that holds others to the next one. */
    private void group(String next) {
        if (!next.equals(group)) {
            if (!group.isEmpty()) {
                out.end(group);
            }
            if (!next.isEmpty()) {
                out.start(next, "", "");
            }
            group = next;
        }
    }
}

package masthead.app.movein;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import masthead.app.movein.Belongings.Content;
import masthead.app.movein.Belongings.GuideSource;
import masthead.app.movein.Belongings.Manners;
import masthead.app.movein.Belongings.Source;
import masthead.catalog.ProviderKind;
import masthead.format.packed.Unpacked;

/** Plain lists and guides: M3U and XMLTV files, packed or not. What they hold tells, not their names. */
final class ListReader {
    private static final int HEAD = 4096;

    private ListReader() {}

    /** What is in {@code bundle}; empty if there is no list and no guide. */
    static Optional<Belongings> read(Bundle bundle) {
        List<Source> sources = new ArrayList<>();
        List<GuideSource> guides = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Bundle.Entry each : bundle.entries()) {
            String name = each.name().replaceFirst(".*/", "");
            String plain = name.replaceFirst("(?i)(\\.(m3u8?|xml|xmltv|txt))?(\\.(gz|xz|zip))?$", "");
            String head = head(each);
            if (head.startsWith("#EXTM3U") || head.contains("#EXTINF")) {
                sources.add(new Source(
                        name, plain, ProviderKind.M3U, "", List.of(), Manners.USUAL, new Content(Optional.of(each))));
            } else if (head.contains("<tv")) {
                guides.add(new GuideSource(name, plain, "", new Content(Optional.of(each))));
            } else {
                left.add("file " + name + ": neither a list nor a guide");
            }
        }
        return sources.isEmpty() && guides.isEmpty()
                ? Optional.empty()
                : Optional.of(new Belongings("Lists", sources, guides, List.of(), left));
    }

    private static String head(Bundle.Entry entry) {
        try (InputStream in = Unpacked.of(entry.open(), HEAD * 64L)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)
                    .replace("\ufeff", "")
                    .stripLeading();
        } catch (IOException notOne) {
            return "";
        }
    }
}

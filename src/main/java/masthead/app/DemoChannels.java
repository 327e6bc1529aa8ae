package masthead.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.format.xmltv.XmltvProgramme;
import masthead.format.xmltv.XmltvWriter;
import masthead.guide.GeneratedGuide;
import masthead.guide.GuideOutcome;
import masthead.guide.GuideSource;
import masthead.guide.GuideTerms;
import masthead.guide.GuideTiming;
import masthead.guide.Guides;
import masthead.guide.Programme;
import masthead.headend.ImportOutcome;
import masthead.headend.ProviderImport;

/** The demo's channels: the test cards inside the jar, imported from a list as any provider's, with a made-up guide. */
final class DemoChannels {
    private static final String LIST = "/masthead/cards/cards.m3u";

    private final Catalogs catalogs;
    private final ProviderImport imports;
    private final Guides guides;
    private final Clock clock;

    DemoChannels(Catalogs catalogs, ProviderImport imports, Guides guides, Clock clock) {
        this.catalogs = catalogs;
        this.imports = imports;
        this.guides = guides;
        this.clock = clock;
    }

    void fill() {
        ProviderId cards = catalogs.add(new NewProvider("Test cards", ProviderKind.M3U, "", 0, ""))
                .id();
        try (InputStream list = DemoChannels.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException("The jar lacks " + LIST);
            }
            ImportOutcome outcome = imports.take(cards, list);
            if (!(outcome instanceof ImportOutcome.Applied)) {
                throw new IllegalStateException("The test cards were not taken: " + outcome);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fillGuide();
    }

    /** Written as a guide, and read as any other. */
    private void fillGuide() {
        StringBuilder document = new StringBuilder();
        XmltvWriter xmltv = new XmltvWriter(document);
        xmltv.begin("Masthead");
        for (Channel each : catalogs.current().channels()) {
            xmltv.channel(each.guideId(), each.name(), Optional.empty());
        }
        for (Programme each : GeneratedGuide.of(catalogs.current().channels(), clock.instant())) {
            xmltv.programme(new XmltvProgramme(
                    each.guideId(), each.start(), each.stop(), each.title(), each.description(), each.details()));
        }
        xmltv.end();
        GuideSource source = guides.sources().add(new GuideTerms("Test cards", "", GuideTiming.ON_REQUEST));
        GuideOutcome outcome = guides.imports()
                .take(source.id(), new ByteArrayInputStream(document.toString().getBytes(StandardCharsets.UTF_8)));
        if (!(outcome instanceof GuideOutcome.Applied)) {
            throw new IllegalStateException("The test cards' guide was not taken: " + outcome);
        }
    }
}

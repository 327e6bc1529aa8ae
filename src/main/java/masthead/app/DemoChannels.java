package masthead.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import masthead.catalog.Catalogs;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.guide.GeneratedGuide;
import masthead.guide.Guide;
import masthead.headend.ImportOutcome;
import masthead.headend.ProviderImport;

/** The demo's channels: the test cards inside the jar, imported from a list as any provider's, with a made-up guide. */
final class DemoChannels {
    private static final String LIST = "/masthead/cards/cards.m3u";

    private final Catalogs catalogs;
    private final ProviderImport imports;
    private final Guide guide;
    private final Clock clock;

    DemoChannels(Catalogs catalogs, ProviderImport imports, Guide guide, Clock clock) {
        this.catalogs = catalogs;
        this.imports = imports;
        this.guide = guide;
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
        guide.replace(GeneratedGuide.of(catalogs.current().channels(), clock.instant()));
    }
}

package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.catalog.Catalogs;
import masthead.catalog.rules.Changes;
import masthead.catalog.rules.Conditions;
import masthead.catalog.rules.Preset;
import masthead.catalog.rules.Presets;
import masthead.catalog.rules.RuleBook;
import masthead.catalog.rules.RuleTerms;
import masthead.catalog.rules.Rules;
import masthead.catalog.rules.TextTest;
import masthead.database.Database;
import masthead.database.Dialect;
import masthead.database.OnBothDatabases;
import org.junit.jupiter.api.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All presets and twenty rules over 50,000 channels, three qualities of each name. */
@Tag("slow")
class RulesSpeedTest {
    private static final Logger log = LoggerFactory.getLogger(RulesSpeedTest.class);
    private static final int CHANNELS = 50_000;
    private static final String[] COUNTRIES = {"IT", "UK", "DE", "FR", "ES", "US", "PT", "NL", "PL", "TR"};
    private static final String[] QUALITIES = {"SD", "FHD", "4K"};

    @OnBothDatabases
    void fifty_thousand_channels_are_ruled_and_rebuilt_after_an_edit_in_under_1_second(Database database) {
        TestHeadend headend = new TestHeadend(database);
        Catalogs catalogs = headend.catalogs;
        headend.take(list());
        Rules rules = new Rules(database, catalogs, Clock.fixed(TestHeadend.NOW, ZoneOffset.UTC));
        for (int each = 0; each < 20; each++) {
            rules.add(new RuleTerms("rule " + each, false, named(each), regroup(each)));
        }
        Presets all = new Presets(Stream.of(Preset.values()).collect(Collectors.toMap(each -> each, each -> Set.of())));
        timed("preview of all presets", () -> rules.preview(new RuleBook(all, List.of()), 10));
        timed("all presets switched on: every channel written", () -> rules.put(all));
        assertThat(catalogs.current().channels().size()).isEqualTo(CHANNELS / 3 + 1);
        rules.all()
                .forEach(each -> rules.edit(
                        each.id(),
                        new RuleTerms(
                                each.terms().name(),
                                true,
                                each.terms().when(),
                                each.terms().then())));
        headend.rename(1, "Mine");
        Duration took = timed("an edit: rules and rebuild", () -> headend.rename(2, "Mine too"));
        if (database.dialect() == Dialect.SQLITE) { // with PostgreSQL half of the work is in another process
            assertThat(took).isLessThan(Duration.ofSeconds(1));
        }
        timed("the same list again", () -> headend.take(list()));
        timed("preview", () -> rules.preview(rules.book(), 10));
    }

    private static Conditions named(int rule) {
        return new Conditions(
                Optional.of(new TextTest(TextTest.How.MATCHES, "^(Channel) (\\d*" + rule + ")$")),
                Optional.empty(),
                Set.of(),
                Set.of());
    }

    private static Changes regroup(int rule) {
        return new Changes(
                Optional.of("$1 no. $2"),
                Optional.of("Rule " + rule),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Duration timed(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        log.atInfo().addKeyValue("millis", took.toMillis()).log(what);
        return took;
    }

    private static String list() {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int each = 0; each < CHANNELS; each++) {
            String country = COUNTRIES[each / 3 % COUNTRIES.length];
            list.append("#EXTINF:-1 tvg-id=\"\" group-title=\"")
                    .append(country)
                    .append(" | Group ")
                    .append(each % 20)
                    .append("\",")
                    .append(country)
                    .append(": Channel ")
                    .append(10_000 + each / 3)
                    .append(' ')
                    .append(QUALITIES[each % 3])
                    .append("\nhttp://tv.example.net:8080/live/nora/x/")
                    .append(each)
                    .append(".ts\n");
        }
        return list.toString();
    }
}

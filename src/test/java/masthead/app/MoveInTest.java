package masthead.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import masthead.catalog.Catalogs;
import masthead.catalog.Channel;
import masthead.catalog.ChannelEdit;
import masthead.catalog.ChannelSearch;
import masthead.catalog.Provider;
import masthead.catalog.ProviderKind;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.guide.GuideSource;
import masthead.guide.GuideSources;
import masthead.metrics.Metrics;
import masthead.studio.FakePanel;
import masthead.studio.Moods;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MoveInTest {
    private static final Path FIXTURES = Path.of("src/test/resources/movein");
    private static final String GUIDE = """
            <tv><channel id="alpha.guide"><display-name>Alpha</display-name></channel>
            <programme start="20300101120000 +0000" stop="20300101130000 +0000" channel="alpha.guide"><title>Noon</title></programme>
            </tv>
            """;

    @TempDir
    Path folder;

    private final FakePanel panel = new FakePanel();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void serve() {
        panel.on("/guide.xml", Moods.document("application/xml", GUIDE));
        panel.on("/south.m3u", list("""
                #EXTINF:-1 group-title="Mix",One
                http://stream.example.net/1.ts
                #EXTINF:-1 group-title="Mix",One spare
                http://stream.example.net/1-spare.ts
                """));
        panel.on("/east.m3u", list("""
                #EXTINF:-1 group-title="US| NEWS",US: ALPHA HD
                http://stream.example.net/live/1.ts
                #EXTINF:-1 group-title="US| NEWS",US: ALPHA SD
                http://stream.example.net/live/2.ts
                #EXTINF:-1 group-title="US| NEWS",US: BETA
                http://stream.example.net/live/3.ts
                """));
        panel.on("/west.m3u", list("#EXTINF:-1,West one\nhttp://stream.example.net/w1.ts\n"));
    }

    private static FakePanel.Mood list(String entries) {
        return Moods.document("audio/x-mpegurl", "#EXTM3U\n" + entries);
    }

    @AfterEach
    void close() {
        panel.close();
    }

    @Test
    void a_backup_of_xteve_brings_lists_names_numbers_groups_and_guides() throws IOException {
        assertThat(moveIn(zip("xteve"))).isZero();
        look(catalogs -> {
            assertThat(catalogs.current().providers())
                    .extracting(Provider::name, Provider::maxConnections, Provider::userAgent)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("North", 2, "xTeVe"),
                            org.assertj.core.groups.Tuple.tuple("Own list", 1, "xTeVe"));
            Channel alpha = channel(catalogs, "Alpha News");
            assertThat(alpha.number()).isEqualTo(101);
            assertThat(alpha.logo()).isEqualTo("http://logos.example.net/alpha.png");
            assertThat(catalogs.listing(alpha.id()).categoryName()).isEqualTo("News");
            assertThat(channel(catalogs, "The garden").number()).isEqualTo(900);
            assertThat(channel(catalogs, "Gamma").number()).isZero();
            assertThat(hidden(catalogs)).containsExactly("BETA");
        });
        assertThat(guides()).extracting(each -> each.terms().url()).containsExactly(panel.url("/guide.xml"));
        assertThat(decisions()).containsExactly("alpha.guide");
        assertThat(out.toString())
                .contains("xTeVe:")
                .contains("1 channels that are not in their lists any more")
                .contains("1 filters")
                .contains("1 HDHomeRun tuners");
    }

    @Test
    void a_backup_of_threadfin_brings_spare_channels_as_feeds() throws IOException {
        assertThat(moveIn(zip("threadfin"))).isZero();
        look(catalogs -> {
            Channel one = channel(catalogs, "Channel One");
            assertThat(one.feeds())
                    .extracting(each -> each.url())
                    .containsExactly("http://stream.example.net/1.ts", "http://stream.example.net/1-spare.ts");
            assertThat(hidden(catalogs)).containsExactly("One spare");
        });
        assertThat(out.toString()).contains("Threadfin:");
    }

    @Test
    void a_backup_of_dispatcharr_brings_channels_with_their_streams_in_order() throws IOException {
        assertThat(moveIn(tar("dispatcharr", "database.json"))).isZero();
        look(catalogs -> {
            Provider east = catalogs.current().providers().getFirst();
            assertThat(east.name()).isEqualTo("East");
            assertThat(east.userAgent()).isEqualTo("TiviMate/5.1.6");
            assertThat(east.upkeep().refresh()).contains(java.time.Duration.ofHours(12));
            Channel alpha = channel(catalogs, "Alpha");
            assertThat(alpha.number()).isEqualTo(12);
            assertThat(catalogs.listing(alpha.id()).categoryName()).isEqualTo("News");
            assertThat(alpha.feeds())
                    .extracting(each -> each.url())
                    .containsExactly("http://stream.example.net/live/1.ts", "http://stream.example.net/live/2.ts");
        });
        assertThat(decisions()).containsExactly("alpha.guide");
        assertThat(out.toString())
                .contains("account \"Portal\": a portal by MAC address")
                .contains("guide \"Made up\": of the kind dummy")
                .contains("1 channels without a stream")
                .contains("1 users");
    }

    @Test
    void a_configuration_of_tuliprox_brings_inputs_accounts_mirrors_and_guides() throws IOException {
        panel.under("/first/", Moods.status(401)).under("/second/", Moods.status(401));
        assertThat(moveIn(filled("tuliprox/source.yml"))).isZero();
        look(catalogs -> {
            assertThat(catalogs.current().providers())
                    .extracting(Provider::name)
                    .containsExactly("West", "panel");
            Provider west = catalogs.current().providers().getFirst();
            assertThat(west.userAgent()).isEqualTo("tuliprox/1");
            assertThat(west.reach().headers()).containsEntry("Referer", "http://tv.example.net/");
            assertThat(west.upkeep().refresh()).contains(java.time.Duration.ofDays(1));
            Provider account = catalogs.current().providers().getLast();
            assertThat(account.kind()).isEqualTo(ProviderKind.XTREAM);
            assertThat(account.upkeep().options()).containsEntry("mirrors", panel.url("/second"));
            assertThat(catalogs.current().accounts(account.id()))
                    .extracting(each -> each.username())
                    .containsExactly("acc", "acc2");
            assertThat(channel(catalogs, "West one").feeds()).hasSize(1);
        });
        assertThat(guides()).extracting(each -> each.terms().url()).containsExactly(panel.url("/guide.xml"));
        assertThat(out.toString())
                .contains("input \"old\": it is disabled")
                .contains("input \"shelf\": of the type library")
                .contains("1 targets")
                .doesNotContain("s3cret");
    }

    @Test
    void a_list_and_a_guide_are_moved_in_as_they_are() throws IOException {
        Path list =
                Files.writeString(folder.resolve("mine.m3u"), "#EXTM3U\n#EXTINF:-1,Mine\nhttp://s.example.net/m.ts\n");
        Path guide = folder.resolve("guide.xml.gz");
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(guide))) {
            packed.write(GUIDE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(moveIn(list, guide)).isZero();
        look(catalogs -> assertThat(channel(catalogs, "Mine").feeds()).hasSize(1));
        assertThat(guides()).extracting(each -> each.terms().name()).containsExactly("guide");
    }

    @Test
    void done_again_it_doubles_nothing_and_loses_no_edit_made_here() throws IOException {
        Path backup = zip("xteve");
        assertThat(moveIn(backup)).isZero();
        look(catalogs -> catalogs.edit(new ChannelEdit(
                channel(catalogs, "Alpha News").id(),
                Optional.of("My own Alpha"),
                Optional.empty(),
                Optional.of(7),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
        assertThat(moveIn(backup)).isZero();
        look(catalogs -> {
            assertThat(catalogs.current().providers()).hasSize(2);
            assertThat(catalogs.current().channels()).hasSize(3);
            assertThat(channel(catalogs, "My own Alpha").number()).isEqualTo(7);
        });
        assertThat(guides()).hasSize(1);
    }

    @Test
    void a_dry_run_tells_and_touches_nothing() throws IOException {
        assertThat(moveIn(zip("xteve"), "--dry-run")).isZero();
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(panel.connections("/guide.xml").total()).isZero();
        assertThat(out.toString()).contains("4 channels that were worked on").contains("Not carried:");
    }

    @Test
    void what_is_nothing_of_theirs_is_refused_in_a_line() throws IOException {
        Path nothing = Files.writeString(folder.resolve("letter.txt"), "Dear neighbour,");
        assertThat(moveIn(nothing)).isEqualTo(1);
        assertThat(err.toString()).contains("letter.txt is no backup").doesNotContain("\tat ");
        assertThat(moveIn(folder.resolve("nowhere.zip"))).isEqualTo(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void hostile_files_are_bounded() throws IOException {
        Path bomb = folder.resolve("bomb.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("settings.json"));
            byte[] zeros = new byte[1024 * 1024];
            for (int mebibyte = 0; mebibyte < 200; mebibyte++) {
                zip.write(zeros);
            }
            zip.putNextEntry(new ZipEntry("../../xepg.json"));
            zip.write('{');
        }
        assertThat(moveIn(bomb)).isEqualTo(1);
        assertThat(err.toString()).contains("settings.json is too long");
        Path deep = Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));
        assertThat(moveIn(deep)).isEqualTo(1);
        Path aliases = Files.writeString(folder.resolve("bomb.yml"), """
                a: &a [x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c]
                e: &e [*d,*d,*d,*d,*d,*d,*d,*d]
                inputs: [*e,*e,*e]
                """);
        assertThat(moveIn(aliases)).isEqualTo(1);
        Path evil = Files.writeString(
                folder.resolve("evil.yml"),
                "inputs: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x/\"]]\n");
        assertThat(moveIn(evil)).isEqualTo(1);
        Path cut = Files.write(folder.resolve("cut.zip"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThat(moveIn(cut)).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    private int moveIn(Path file, String option) {
        return execute("move-in", option, "--data", folder.resolve("data").toString(), file.toString());
    }

    private int moveIn(Path... files) {
        return execute(Stream.concat(
                        Stream.of("move-in", "--data", folder.resolve("data").toString()),
                        Stream.of(files).map(Path::toString))
                .toArray(String[]::new));
    }

    private int execute(String... args) {
        CommandLine line = Main.commandLine(
                Map.of("MASTHEAD_ACCESS_HASH_MEMORY", "64KiB", "MASTHEAD_ACCESS_HASH_ITERATIONS", "1"));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(args);
    }

    private void look(Consumer<Catalogs> at) {
        try (Database database = database()) {
            at.accept(new Catalogs(database, Clock.systemUTC()));
        }
    }

    private Database database() {
        return Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder.resolve("data"), new Metrics());
    }

    private List<GuideSource> guides() {
        try (Database database = database()) {
            return new GuideSources(database, Clock.systemUTC()).current();
        }
    }

    /** The guide ids that were decided by hand. */
    private List<String> decisions() {
        try (Database database = database()) {
            return database.read(handle -> handle.createQuery("SELECT guide_id FROM guide_decision WHERE kind = 'SET'")
                    .mapTo(String.class)
                    .list());
        }
    }

    private static Channel channel(Catalogs catalogs, String name) {
        return catalogs.current().channels().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among "
                        + catalogs.current().channels().stream()
                                .map(Channel::name)
                                .toList()));
    }

    private static List<String> hidden(Catalogs catalogs) {
        return catalogs
                .search(new ChannelSearch(Optional.empty(), Optional.empty(), Optional.empty(), 0, 100))
                .channels()
                .stream()
                .filter(each -> each.hidden())
                .map(each -> each.channel().name())
                .toList();
    }

    /** A fixture that leads to the panel. */
    private Path filled(String fixture) throws IOException {
        String text = Files.readString(FIXTURES.resolve(fixture)).replace("@PANEL@", panel.url(""));
        Path file = folder.resolve(fixture.replaceFirst(".*/", ""));
        return Files.writeString(file, text);
    }

    private Path zip(String fixture) throws IOException {
        Path target = folder.resolve(fixture + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target));
                Stream<Path> files = Files.walk(FIXTURES.resolve(fixture))) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(FIXTURES.resolve(fixture).relativize(each).toString()));
                zip.write(
                        Files.readString(each).replace("@PANEL@", panel.url("")).getBytes(StandardCharsets.UTF_8));
            }
        }
        return target;
    }

    /** A tar as Python writes it, packed with gzip. */
    private Path tar(String fixture, String name) throws IOException {
        byte[] content = Files.readString(filled(fixture + "/" + name)).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> each : Map.of(name, content).entrySet()) {
            byte[] head = new byte[512];
            put(head, 0, each.getKey());
            put(head, 100, "0000644\0");
            put(head, 124, String.format("%011o\0", each.getValue().length));
            put(head, 156, "0");
            put(head, 257, "ustar\00000");
            tar.write(head);
            tar.write(each.getValue());
            tar.write(new byte[(512 - each.getValue().length % 512) % 512]);
        }
        tar.write(new byte[1024]);
        Path target = folder.resolve("dispatcharr-backup-20260101T120000Z.tar.gz");
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(target))) {
            packed.write(tar.toByteArray());
        }
        return target;
    }

    private static void put(byte[] into, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }
}

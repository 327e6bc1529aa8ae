package masthead.guide;

import static masthead.guide.GuideWorld.document;
import static masthead.guide.GuideWorld.programme;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import masthead.catalog.Login;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.guide.GuideOutcome.Applied;
import masthead.guide.GuideOutcome.Failed;
import masthead.guide.GuideOutcome.Suspicious;
import masthead.guide.GuideOutcome.Unchanged;
import org.junit.jupiter.api.io.TempDir;

/** Guides from an HTTP server or a file, and what may go wrong on the way. */
class GuideFetchTest {
    private static final String GUIDE = document(programme("a", 0, 60, "now"), programme("a", 60, 120, "next"));

    @TempDir
    Path folder;

    @OnBothDatabases
    void a_server_that_says_nothing_has_changed_is_believed_for_a_day(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            List<String> asked = new ArrayList<>();
            world.serve(exchange -> {
                String known = exchange.getRequestHeaders().getFirst("If-None-Match");
                asked.add(String.valueOf(known));
                exchange.getResponseHeaders().add("ETag", "\"v1\"");
                if ("\"v1\"".equals(known)) {
                    exchange.sendResponseHeaders(304, -1);
                } else {
                    GuideWorld.send(exchange, 200, bytes(GUIDE));
                }
            });
            GuideSourceId id = source(world, world.url());
            assertThat(world.guides.imports().run(id)).isInstanceOf(Applied.class);
            long version = world.guide.version();
            assertThat(world.guides.imports().run(id)).isInstanceOf(Unchanged.class);
            assertThat(world.guide.version()).isEqualTo(version);
            assertThat(world.shown("a")).containsExactly("0-60 now", "60-120 next");
            world.pass(Duration.ofHours(24));
            assertThat(world.guides.imports().run(id)).isInstanceOf(Suspicious.class); // all of it is over by now
            assertThat(asked).containsExactly("null", "\"v1\"", "null");
        }
    }

    @OnBothDatabases
    void the_guide_of_a_panel_is_offered_without_its_account_and_fetched_with_it(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            List<String> asked = new ArrayList<>();
            world.serve(exchange -> {
                asked.add(exchange.getRequestURI().toString());
                GuideWorld.send(exchange, 200, bytes(GUIDE));
            });
            ProviderId panel = world.catalogs
                    .add(new NewProvider(
                            "Panel",
                            ProviderKind.XTREAM,
                            world.url().replaceFirst("(?<=\\d)/.*$", "") + "/sub",
                            0,
                            "",
                            Reach.DIRECT,
                            Upkeep.ON_REQUEST,
                            Optional.of(new Login("no ra", new Secret("k7&Qz9x")))))
                    .id();
            GuideSource source =
                    world.guides.offers().accept(world.guides.offers().current().getFirst());
            assertThat(source.terms().url()).isEqualTo("xtream:guide/" + panel);
            assertThat(world.guides.offers().current()).isEmpty();
            assertThat(world.guides.imports().run(source.id())).isInstanceOf(Applied.class);
            assertThat(asked).containsExactly("/sub/xmltv.php?username=no%20ra&password=k7%26Qz9x");
            world.catalogs.put(new ProviderAccount(panel, 0, "no ra", new Secret("newer"), 0));
            world.guides.imports().run(source.id(), true);
            assertThat(asked).last().asString().endsWith("password=newer");
            world.catalogs.removeAccount(panel, 0);
            assertThat(world.guides.imports().run(source.id()).toString()).contains("has no account");
            world.catalogs.remove(panel);
            assertThat(world.shown("a")).as("what was read stays").containsExactly("0-60 now", "60-120 next");
        }
    }

    @OnBothDatabases
    void a_guide_of_a_server_that_tells_no_version_is_known_by_its_bytes(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.serve(exchange -> GuideWorld.send(exchange, 200, bytes(GUIDE)));
            GuideSourceId id = source(world, world.url());
            assertThat(world.guides.imports().run(id)).isInstanceOf(Applied.class);
            long version = world.guide.version();
            assertThat(world.guides.imports().run(id)).isInstanceOf(Unchanged.class);
            assertThat(world.guide.version()).isEqualTo(version);
            assertThat(world.guides.imports().run(id, true)).isInstanceOf(Applied.class);
        }
    }

    @OnBothDatabases
    void a_guide_is_asked_for_with_its_headers_and_user_agent_and_may_be_packed(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            List<String> seen = new ArrayList<>();
            world.serve(exchange -> {
                seen.add(exchange.getRequestHeaders().getFirst("User-Agent"));
                seen.add(exchange.getRequestHeaders().getFirst("X-Token"));
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                    gzip.write(bytes(GUIDE));
                }
                GuideWorld.send(exchange, 200, packed.toByteArray());
            });
            GuideSourceId id = world.sources
                    .add(new GuideTerms(
                            "Web",
                            world.url(),
                            1,
                            true,
                            "Player/1",
                            new masthead.catalog.Reach(
                                    Map.of("X-Token", "t"), Optional.empty(), Optional.empty(), Optional.empty()),
                            GuideTiming.ON_REQUEST,
                            Optional.empty()))
                    .id();
            assertThat(world.guides.imports().run(id)).isInstanceOf(Applied.class);
            assertThat(seen).containsExactly("Player/1", "t");
            assertThat(world.shown("a")).hasSize(2);
        }
    }

    @OnBothDatabases
    void trouble_is_told_in_a_sentence_without_the_address(Database database) {
        try (GuideWorld world = new GuideWorld(database)) {
            world.serve(exchange -> GuideWorld.send(exchange, 403, new byte[0]));
            GuideSourceId id = source(world, world.url());
            assertThat(world.guides.imports().run(id)).isEqualTo(new Failed("The server answered with status 403."));
            for (String wrong : List.of(
                    "http://127.0.0.1:1/?password=secret",
                    "ftp://host/secret",
                    "/no/such/secret",
                    "",
                    "http://secret word/")) {
                world.sources.edit(id, new GuideTerms("Web", wrong, GuideTiming.ON_REQUEST));
                GuideOutcome outcome = world.guides.imports().run(id);
                assertThat(outcome).as(wrong).isInstanceOf(Failed.class);
                assertThat(((Failed) outcome).reason()).endsWith(".").doesNotContain("secret");
            }
        }
    }

    @OnBothDatabases
    void a_connection_cut_at_any_tenth_leaves_the_old_guide_answering(Database database) {
        List<String> elements = new ArrayList<>();
        for (int each = 0; each < 3000; each++) {
            elements.add(programme("b", each, each + 1, "show " + each));
        }
        byte[] large = bytes(document(elements.toArray(String[]::new)));
        try (GuideWorld world = new GuideWorld(database)) {
            int[] tenths = {10};
            world.serve(exchange -> {
                if (tenths[0] == 10) {
                    GuideWorld.send(exchange, 200, bytes(GUIDE));
                } else {
                    exchange.sendResponseHeaders(200, large.length);
                    exchange.getResponseBody().write(large, 0, large.length * tenths[0] / 10);
                    exchange.getResponseBody().flush();
                }
            });
            GuideSourceId id = source(world, world.url());
            assertThat(world.guides.imports().run(id)).isInstanceOf(Applied.class);
            for (tenths[0] = 0; tenths[0] < 10; tenths[0]++) {
                assertThat(world.guides.imports().run(id))
                        .as("cut at %s tenths", tenths[0])
                        .isInstanceOf(Suspicious.class);
                assertThat(world.shown("a")).hasSize(2);
                assertThat(world.shown("b")).isEmpty();
            }
            world.guides.tidy();
            assertThat(world.guides.generations().tables()).hasSize(1);
        }
    }

    @OnBothDatabases
    void a_file_is_read_again_when_it_has_changed(Database database) throws IOException {
        Path file = folder.resolve("guide of mine.xml");
        Files.writeString(file, GUIDE);
        try (GuideWorld world = new GuideWorld(database)) {
            for (String address : List.of(file.toString(), file.toUri().toString(), "file://" + file)) {
                GuideSourceId id = source(world, address);
                assertThat(world.guides.imports().run(id)).as(address).isInstanceOf(Applied.class);
                assertThat(world.guides.imports().run(id)).as(address).isInstanceOf(Unchanged.class);
                world.sources.remove(id);
            }
            GuideSourceId id = source(world, file.toString());
            world.guides.imports().run(id);
            Files.writeString(file, document(programme("a", 0, 60, "changed")));
            assertThat(world.guides.imports().run(id)).isInstanceOf(Applied.class);
            assertThat(world.shown("a")).containsExactly("0-60 changed");
        }
    }

    @OnBothDatabases
    void a_guide_larger_than_its_limit_is_not_taken(Database database) {
        try (GuideWorld world = new GuideWorld(database, Map.of("guide.download-limit", "100"))) {
            world.serve(exchange -> GuideWorld.send(exchange, 200, bytes(GUIDE)));
            assertThat(world.guides.imports().run(source(world, world.url())))
                    .isEqualTo(new Failed("The guide as it is sent is larger than guide.download-limit."));
        }
    }

    @OnBothDatabases
    void a_packed_guide_that_grows_beyond_all_bounds_is_not_taken(Database database) throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(bytes("<tv>" + programme("a", 0, 60, "bomb")));
            gzip.write(new byte[4 * 1024 * 1024]);
        }
        try (GuideWorld world = new GuideWorld(database, Map.of("guide.unpacked-limit", "1MiB"))) {
            assertThat(world.take(world.uploads(), bomb.toByteArray()))
                    .isEqualTo(new Failed("The guide, once unpacked, is larger than guide.unpacked-limit."));
            assertThat(world.shown("a")).isEmpty();
        }
    }

    private static GuideSourceId source(GuideWorld world, String url) {
        return world.sources
                .add(new GuideTerms("Web", url, GuideTiming.ON_REQUEST))
                .id();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package masthead.format.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as they are found, and what is read of them. {@code A1}, {@code B2} and so on stand for ids. */
class PageReaderTest {
    private static String id(String name) {
        return (name.toLowerCase(java.util.Locale.ROOT) + "0").repeat(20).substring(0, 40);
    }

    /** With {@code {A1}} replaced by 40 hex digits. */
    private static String filled(String page) {
        String filled = page;
        for (String each : List.of("A1", "B2", "C3", "D4", "E5", "F6")) {
            filled = filled.replace("{" + each + "}", id(each));
        }
        return filled;
    }

    private static Page read(String page, Map<String, String> options) {
        return new PageReader(PageRules.of(options), 200_000)
                .read(filled(page).getBytes(StandardCharsets.UTF_8), "text/html", "http://pages.example.net/tv/");
    }

    private static Page read(String page) {
        return read(page, Map.of());
    }

    /** {@code name=A1} for each entry. */
    private static List<String> seen(Page page) {
        List<String> seen = new ArrayList<>();
        for (PageEntry each : page.entries()) {
            String value = each.link().content().value();
            seen.add(each.name() + "=" + value.substring(0, 2).toUpperCase(java.util.Locale.ROOT));
        }
        return seen;
    }

    @Test
    void the_text_of_a_link_is_its_name() {
        Page page = read("""
                <h1>My page</h1><h2>Sports</h2>
                <ul><li><a href="acestream://{A1}">Harbour One</a></li>
                <li><a href="magnet:?xt=urn:btih:{B2}&dn=x">Harbour Two</a></li></ul>
                <h2>Films</h2>
                <p><a href="http://127.0.0.1:6878/ace/getstream?id={C3}"><img src="/c.png" alt="Harbour Three"></a>
                <p><a href="acestream://{D4}?name=Harbour%20Four">Play</a>
                """);
        assertThat(seen(page))
                .containsExactly("Harbour One=A1", "Harbour Two=B2", "Harbour Three=C3", "Harbour Four=D4");
        assertThat(page.entries()).extracting(PageEntry::group).containsExactly("Sports", "Sports", "Films", "Films");
        assertThat(page.entries().get(2).logo()).isEqualTo("http://pages.example.net/c.png");
        assertThat(page.entries().get(1).link().canonical()).isEqualTo("acestream:?infohash=" + id("B2"));
    }

    @Test
    void in_a_table_the_name_is_in_the_row() {
        assertThat(seen(read("""
                <table><tr><th>#<th>Time<th>Channel<th>Language<th>Links</tr>
                <tr><td>1<td>20:00<td>Harbour One<td>English<td><a href="acestream://{A1}">Link 1</a> <a href="acestream://{B2}">HD</a></tr>
                <tr><td>2<td>21:00<td><b>Harbour Two</b><br>live<td>English<td>{C3}</tr></table>
                <table><tr><td><a href="acestream://{D4}">Pier</a><td>Sports</tr>
                <tr><td>Jetty<td><a href="acestream://{E5}">720p</a></tr></table>
                """)))
                .containsExactly("Harbour One=A1", "Harbour One=B2", "Harbour Two=C3", "Pier=D4", "Jetty=E5");
    }

    @Test
    void a_table_that_only_lays_the_page_out_is_read_by_its_lines() {
        assertThat(seen(read("""
                <table><tr><td>Menu<td>One<br>{A1}<br>Two<br>{B2}<br>Three<br>{C3}<br>Four<br>{D4}<br>Five<br>{E5}</tr></table>
                """))).containsExactly("One=A1", "Two=B2", "Three=C3", "Four=D4", "Five=E5");
    }

    @Test
    void an_id_in_running_text_is_called_what_stands_before_it_or_above_it() {
        assertThat(seen(read("""
                <p>Harbour One: {A1}</p>
                <p>Harbour Two - acestream://{B2} | Harbour Three - acestream://{C3}</p>
                <h3>Harbour Four</h3><p>{D4}</p>
                <div>Harbour Five<br>acestream://{E5}<br><br>acestream://{F6}</div>
                """)))
                .containsExactly(
                        "Harbour One=A1",
                        "Harbour Two=B2",
                        "Harbour Three=C3",
                        "Harbour Four=D4",
                        "Harbour Five=E5",
                        "Harbour Five=F6");
    }

    @Test
    void a_name_may_follow_its_id() {
        assertThat(seen(read(
                        "<li>{A1} Harbour One</li><p>acestream://{B2} Two Piers, acestream://{C3} Three Piers</p>")))
                .containsExactly("Harbour One=A1", "Two Piers=B2", "Three Piers=C3");
    }

    @Test
    void several_links_behind_one_name_share_it() {
        assertThat(
                        seen(
                                read(
                                        "<li>Harbour One: <a href='acestream://{A1}'>Opción 1</a> <a href='acestream://{B2}'>Watch HD</a>")))
                .containsExactly("Harbour One=A1", "Harbour One=B2");
    }

    @Test
    void plain_text_is_read_line_by_line() {
        assertThat(seen(read("Harbour One\n{A1}\n\nHarbour Two\nacestream://{B2}\n1. Harbour Three -> {C3}\n")))
                .containsExactly("Harbour One=A1", "Harbour Two=B2", "Harbour Three=C3");
    }

    @Test
    void links_that_scripts_make_are_found_in_attributes() {
        assertThat(seen(read("""
                <div>Harbour One <button onclick="play('acestream://{A1}')">Play</button></div>
                <div data-ace="{B2}">Harbour Two</div>
                <p>Harbour Three <input value="{C3}"></p>
                """))).containsExactly("Harbour One=A1", "Harbour Two=B2", "Harbour Three=C3");
    }

    @Test
    void a_list_kept_in_a_script_is_read() {
        Page page = read("""
                <html><body><div id=app></div><script>
                const linksData = {"links": [{"name": "Harbour \\u00d1 \\"One\\"", "group":"Sea", "url": "acestream:\\/\\/{A1}"},
                  {name: 'Two', infohash: '{B2}'}, {"title":"Three","links":[{"url":"acestream://{C3}"}]}]};
                var chunk = "{D4}";
                </script></body></html>
                """);
        assertThat(seen(page)).containsExactly("Harbour Ñ \"One\"=A1", "Two=B2", "Three=C3");
        assertThat(page.entries().getFirst().group()).isEqualTo("Sea");
    }

    @Test
    void a_page_that_is_json_is_read_as_a_script() {
        assertThat(seen(read("[{\"name\":\"One\",\"id\":\"{A1}\"},{\"name\":\"Two\",\"url\":\"acestream://{B2}\"}]")))
                .containsExactly("One=A1", "Two=B2");
    }

    @Test
    void a_content_without_any_name_is_called_by_its_digits() {
        assertThat(seen(read("<a href='acestream://{A1}'>Play</a>"))).containsExactly("AceStream a10a10a10a=A1");
    }

    @Test
    void a_content_named_twice_is_one_entry_under_the_name_it_has() {
        Page page = read("<a href='acestream://{A1}'>Play</a><p><a href='acestream://{A1}'>One</a><p>{A1} Other</p>");
        assertThat(seen(page)).containsExactly("One=A1");
        assertThat(page.skipped()).isEqualTo(Map.of("seen before on this page", 1));
    }

    @Test
    void lists_are_found_and_other_links_are_not() {
        assertThat(read("""
                <a href="list.m3u">all</a><a href="/x/tv.m3u8?key=1">hls</a><a href="http://p/get.php?type=m3u_plus">p</a>
                <a href="zeronet://1Harbour/list.m3u">z</a><a href="list.m3u">again</a><a href="readme.txt">no</a>
                <a href="javascript:alert('a.m3u')">no</a>
                """).lists())
                .containsExactly(
                        "http://pages.example.net/tv/list.m3u",
                        "http://pages.example.net/x/tv.m3u8?key=1",
                        "http://p/get.php?type=m3u_plus",
                        "zeronet://1Harbour/list.m3u");
    }

    @Test
    void what_only_looks_like_an_id_is_left_alone() {
        assertThat(read("""
                <p>commit {A1}0 and x{B2} and http://a/watch?token={C3} <a href="http://a/file/{D4}">file</a>
                <link rel=stylesheet href="/{E5}.css"><script src="/js/{F6}.js"></script>
                """).entries()).isEmpty();
    }

    @Test
    void rules_pick_entries_names_links_and_logos() {
        Page page = read(
                """
                <div class=card><img src="/l/1.png"><h4>Harbour One <small>HD</small></h4><span data-hash="{A1}">x</span></div>
                <div class=card><h4>Harbour Two</h4><span data-hash="{B2}">x</span><span data-hash="none">x</span></div>
                <div class=ad><h4>Buy</h4><span data-hash="{C3}">x</span></div>
                """,
                Map.of(
                        "entry",
                        "div.card",
                        "name",
                        "h4",
                        "link",
                        "span@data-hash",
                        "logo",
                        "img",
                        "bareIds",
                        "infohash",
                        "group",
                        "Sea"));
        assertThat(seen(page)).containsExactly("Harbour One HD=A1", "Harbour Two=B2");
        assertThat(page.entries().getFirst().logo()).isEqualTo("http://pages.example.net/l/1.png");
        assertThat(page.entries().getFirst().link().canonical()).isEqualTo("acestream:?infohash=" + id("A1"));
        assertThat(page.entries()).extracting(PageEntry::group).containsOnly("Sea");
        assertThat(page.skipped()).isEqualTo(Map.of("link that leads to no content", 1));
    }

    @Test
    void an_expression_cuts_the_name_and_leaves_out_what_it_does_not_match() {
        Page page = read(
                "<p>[ES] Harbour One (720p): {A1}</p><p>[EN] Pier: {B2}</p>",
                Map.of("nameExpression", "^\\[ES\\] (.*?) \\("));
        assertThat(seen(page)).containsExactly("Harbour One=A1");
        assertThat(page.skipped()).isEqualTo(Map.of("name not as nameExpression says", 1));
    }

    @Test
    void an_expression_reads_a_page_of_any_form() {
        Page page = read(
                "chan|One &amp; Only|{A1}|Sea;chan|Two|{B2}|Land;chan|Bad|0001|Sea;",
                Map.of("idExpression", "chan\\|(?<name>[^|]*)\\|(?<id>[^|]*)\\|(?<group>[^;]*);"));
        assertThat(seen(page)).containsExactly("One & Only=A1", "Two=B2");
        assertThat(page.entries()).extracting(PageEntry::group).containsExactly("Sea", "Land");
    }

    @Test
    void a_lone_id_in_an_address_counts_where_the_rules_say_so() {
        String page = "<a href='http://a/watch/{A1}'>One</a>";
        assertThat(read(page).entries()).isEmpty();
        assertThat(seen(read(page, Map.of("loneIds", "true")))).containsExactly("One=A1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            entry          ~ div[          ~ 'entry' is not a CSS selector
            entry          ~ p:matches(a+) ~ regular expression
            name           ~ h4            ~ set 'entry'
            nameExpression ~ (             ~ not a regular expression
            bareIds        ~ both          ~ content-id or infohash
            lists          ~ maybe         ~ true or false
            colour         ~ blue          ~ no option 'colour'
            """)
    void a_rule_that_cannot_be_used_is_refused_with_its_name(String name, String value, String reason) {
        assertThatThrownBy(() -> PageRules.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*)*x"})
    void an_expression_that_needs_forever_is_cut_off(String expression) {
        String page = "<p>" + "a".repeat(900) + "! {A1}</p>";
        assertThat(CompletableFuture.supplyAsync(() -> outcome(page, Map.of("nameExpression", expression))))
                .succeedsWithin(Duration.ofSeconds(20))
                .asString()
                .isIn("too slow", "read");
        assertThat(CompletableFuture.supplyAsync(() -> outcome(page, Map.of("idExpression", expression))))
                .succeedsWithin(Duration.ofSeconds(20))
                .asString()
                .isIn("too slow", "read");
    }

    private static String outcome(String page, Map<String, String> options) {
        try {
            read(page, options);
            return "read";
        } catch (RuleTooSlow e) {
            return "too slow";
        }
    }

    @Test
    void an_expression_of_exponential_time_is_told_as_too_slow() {
        assertThat(outcome("a".repeat(2000) + "!", Map.of("idExpression", "a*a*a*a*a*\\?")))
                .isEqualTo("too slow");
    }

    @Test
    void a_hundred_thousand_links_are_read_on_lines_of_their_own_and_on_one_line() {
        String links = IntStream.range(0, 100_000)
                .mapToObj(each -> "<a href=\"acestream://%040x\">Channel %d</a>".formatted(each + 1, each))
                .collect(Collectors.joining(" "));
        String rows = IntStream.range(0, 100_000)
                .mapToObj(each -> "<tr><td>Channel %d<td>%040x".formatted(each, each + 1))
                .collect(Collectors.joining("\n", "<table>", "</table>"));
        String bare = IntStream.range(0, 100_000)
                .mapToObj(each -> "%040x".formatted(each + 1))
                .collect(Collectors.joining(" "));
        for (String page : List.of(links, rows, bare)) {
            Page read = CompletableFuture.supplyAsync(() -> read(page))
                    .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            assertThat(read.entries()).hasSize(100_000);
        }
        assertThat(read(links).entries().get(99_999).name()).isEqualTo("Channel 99999");
        assertThat(read(rows).entries().get(99_999).name()).isEqualTo("Channel 99999");
    }

    @Test
    void more_entries_than_allowed_are_counted_and_left_out() {
        byte[] page = filled("<p>One {A1}<p>Two {B2}<p>Three {C3}").getBytes(StandardCharsets.UTF_8);
        Page read = new PageReader(PageRules.of(Map.of()), 2).read(page, "text/html", "http://a/");
        assertThat(seen(read)).containsExactly("One=A1", "Two=B2");
        assertThat(read.skipped()).isEqualTo(Map.of("more than headend.max-entries", 1));
    }

    @Test
    void entities_of_a_pages_own_are_never_unfolded() {
        Page read = read("""
                <!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
                <p>&c;&x; One {A1}</p>
                """);
        assertThat(read.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).contains("One").hasSizeLessThan(40).doesNotContain("root");
        });
    }

    @Test
    void a_page_nested_a_hundred_thousand_deep_is_read() {
        String page = "<div><b>".repeat(100_000) + "One {A1}";
        assertThat(CompletableFuture.supplyAsync(() -> seen(read(page))))
                .succeedsWithin(Duration.ofSeconds(60))
                .isEqualTo(List.of("One=A1"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            windows-1251 , text/html; charset=windows-1251 , Первый канал
            windows-1251 , text/html; charset=utf-16       , -
            utf-16       , text/html                       , Канал Ñandú
            utf-8        , text/html; charset=nonsense-9   , Canal Ñandú
            utf-8        , text/html; charset=utf-16       , Canal Ñandú
            windows-1252 , text/html                       , Canal Ñandú
            windows-1252 , text/html; charset=utf-8        , Canal Ñandú
            """)
    void a_page_in_another_encoding_than_it_says_is_read_all_the_same(String charset, String type, String name) {
        String page = filled("<p>" + (name == null ? "Первый канал" : name) + ": {A1}</p>");
        Page read = new PageReader(PageRules.of(Map.of()), 10)
                .read(page.getBytes(Charset.forName(charset)), type, "http://a/");
        assertThat(read.entries()).hasSize(1);
        if (name != null) {
            assertThat(seen(read)).containsExactly(name + "=A1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "<", "<a href", "<a href='acestream://", "{", "[", "<table><tr><td>", "\u0000\u0001"})
    void damaged_pages_hold_nothing_and_hurt_nobody(String page) {
        assertThat(read(page).entries()).isEmpty();
    }
}

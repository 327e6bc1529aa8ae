package masthead.guide.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatcherTest {
    @Test
    void the_explanation_says_what_differs_and_what_is_equal() {
        Match match = find("IT: Rai 1 HD", "RaiUno", "Rai1.it", "Rai2.it");
        assertThat(match.certain()).isTrue();
        assertThat(match.best().guideId()).isEqualTo("Rai1.it");
        assertThat(match.best().explanation()).isEqualTo("id differs; name equal after removing 'HD'; country IT = IT");
    }

    @Test
    void an_equal_id_comes_first() {
        Match match = find("IT: Prima Rete", "Rai1.it", "Rai1.it", "Rai2.it");
        assertThat(match.certain()).isTrue();
        assertThat(match.best().explanation()).startsWith("id equal; names differ");
    }

    @Test
    void an_id_that_the_name_contradicts_is_only_suggested() {
        assertThat(find("IT: Rai 2", "Rai1.it", "Rai1.it").certain()).isFalse();
        assertThat(find("IT: Rai 1 +1", "Rai1.it", "Rai1.it").certain()).isFalse();
        assertThat(find("IT: Rai 2", "Rai1.it", "Rai1.it", "Rai2.it").best().guideId())
                .isEqualTo("Rai2.it");
    }

    @Test
    void a_later_channel_that_the_guide_lacks_is_suggested_as_the_other_one_later() {
        Candidate best = find("IT: Canale 5 +1", "", "Canale5.it").best();
        assertThat(best.guideId()).isEqualTo("Canale5.it");
        assertThat(best.shift()).isEqualTo(Duration.ofHours(1));
        assertThat(find("IT: Canale 5 +1", "", "Canale5.it").certain()).isFalse();
        assertThat(find("IT: Canale 5 +1", "", "Canale5.it", "Canale5Plus1.it").best())
                .returns("Canale5Plus1.it", Candidate::guideId)
                .returns(Duration.ZERO, Candidate::shift);
    }

    @Test
    void one_name_in_two_countries_is_decided_by_the_channels_own() {
        assertThat(find("GR: STAR HD", "", "StarTV.tr", "Star.gr").best().guideId())
                .isEqualTo("Star.gr");
        assertThat(find("Eurosport 1", "", "Eurosport1.de", "Eurosport1.fr").certain())
                .isFalse();
        assertThat(find("PL: Discovery Channel", "", "DiscoveryChannel.de").certain())
                .isFalse();
    }

    @Test
    void what_was_refused_makes_room_for_the_next() {
        Matcher matcher = matcher("Rai1.it", "Rai1HD.it");
        Asked channel = Asked.of(new ChannelLook("IT: Rai 1", "", "", "", ""));
        assertThat(matcher.find(channel, "Rai1.it"::equals).orElseThrow().best().guideId())
                .isEqualTo("Rai1HD.it");
        assertThat(matcher.find(channel, _ -> true)).isEmpty();
    }

    @Test
    void two_of_equal_right_are_a_question() {
        Match match = find("Nova", "", "Nova.bg", "Nova.cz");
        assertThat(match.certain()).isFalse();
        assertThat(match.candidates()).hasSize(2);
    }

    @Test
    void a_group_tells_the_country_that_the_name_does_not() {
        Matcher matcher = matcher("Eurosport1.de", "Eurosport1.fr");
        Match match = matcher.find(new ChannelLook("Eurosport 1 HD", "|FR| SPORT", "", "", ""))
                .orElseThrow();
        assertThat(match.certain()).isTrue();
        assertThat(match.best().guideId()).isEqualTo("Eurosport1.fr");
    }

    @Test
    void a_slip_of_the_pen_is_suggested_and_not_applied() {
        Match match = find("IT: Telelombrdia", "", "Telelombardia.it", "Telenorba.it");
        assertThat(match.certain()).isFalse();
        assertThat(match.best().guideId()).isEqualTo("Telelombardia.it");
    }

    @Test
    void ids_that_say_nothing_are_found_by_their_names() {
        Matcher matcher = new Matcher(
                List.of(
                        new GuideLook("1017", List.of("Rai 1 HD", "Rai Uno"), ""),
                        new GuideLook("1024", List.of("Rai 2"), ""),
                        new GuideLook("", List.of(), "")),
                "Italy");
        Match match =
                matcher.find(new ChannelLook("|IT| RAI 1 4K", "", "", "", "")).orElseThrow();
        assertThat(match.certain()).isTrue();
        assertThat(match.best().guideId()).isEqualTo("1017");
    }

    @Test
    void an_empty_guide_has_nothing_for_anybody() {
        assertThat(new Matcher(List.of(), "").find(new ChannelLook("Rai 1", "", "Rai1.it", "", "")))
                .isEmpty();
    }

    private static Match find(String name, String id, String... guide) {
        return matcher(guide).find(new ChannelLook(name, "", id, "", "")).orElseThrow();
    }

    private static Matcher matcher(String... ids) {
        Stream<GuideLook> guide = Arrays.stream(ids).map(each -> new GuideLook(each, List.of(), ""));
        return new Matcher(guide.toList(), "");
    }
}

package masthead.guide.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.guide.match.LabelledSet.Pair;
import masthead.guide.match.LabelledSet.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledSetTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_applied_without_asking_is_right_and_is_most_of_it(boolean heldOut) throws IOException {
        Result result = LabelledSet.result(heldOut);
        System.out.println((heldOut ? "held out: " : "tuned on: ") + result);
        assertThat(result.precision()).as("wrong: %s", result.wrong()).isGreaterThanOrEqualTo(0.99);
        assertThat(result.recall()).as("missed: %s", result.missed()).isGreaterThanOrEqualTo(0.90);
    }

    @Test
    void the_set_is_large_and_every_right_answer_is_in_its_guide() throws IOException {
        List<Pair> pairs = LabelledSet.pairs();
        assertThat(pairs).hasSizeGreaterThan(600);
        assertThat(pairs.stream().filter(each -> each.right().isEmpty()).count())
                .isGreaterThan(100);
        assertThat(pairs.stream().filter(Pair::heldOut).count()).isBetween(pairs.size() / 4L, pairs.size() / 2L);
        LabelledSet.guides().forEach((name, guide) -> {
            Set<String> ids = guide.stream().map(GuideLook::id).collect(Collectors.toSet());
            assertThat(ids).as("ids of %s, each once", name).hasSameSizeAs(guide);
            Set<String> right = new HashSet<>();
            pairs.stream().filter(each -> each.guide().equals(name)).forEach(each -> right.addAll(each.right()));
            assertThat(ids).containsAll(right);
        });
    }
}

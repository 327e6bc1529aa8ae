package masthead.guide.match;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The labelled set: channels as lists write them, with the right channel of a guide or none; see {@code matching/README.md}.
 *
 * <p>A third of it, by a hash, is held out: rules and words were never changed by looking at it.
 */
final class LabelledSet {
    private static final Path FOLDER = Path.of("src/test/resources/matching");

    record Pair(String guide, ChannelLook channel, Set<String> right) {
        boolean heldOut() {
            return Math.floorMod((guide + channel.name() + channel.group()).hashCode() * 31, 3) == 0;
        }
    }

    /** What came of a part of the set. */
    record Result(
            int pairs,
            int answerable,
            int applied,
            int rightlyApplied,
            int suggested,
            List<String> wrong,
            List<String> missed) {
        double precision() {
            return (double) rightlyApplied / applied;
        }

        double recall() {
            return (double) rightlyApplied / answerable;
        }

        @Override
        public String toString() {
            return "%d pairs, %d of them with a right answer: precision %.4f, recall %.4f of what is applied without asking; of the others %d are suggested"
                    .formatted(pairs, answerable, precision(), recall(), suggested);
        }
    }

    private LabelledSet() {}

    static List<Pair> pairs() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String line : lines("pairs.tsv")) {
            String[] cells = line.split("\t", -1);
            Set<String> right = cells[4].equals("-") ? Set.of() : new HashSet<>(Arrays.asList(cells[4].split("\\|")));
            pairs.add(new Pair(cells[0], new ChannelLook(cells[1], cells[2], cells[3], "", ""), right));
        }
        return pairs;
    }

    static Map<String, List<GuideLook>> guides() throws IOException {
        Map<String, List<GuideLook>> guides = new HashMap<>();
        for (String line : lines("guides.tsv")) {
            String[] cells = line.split("\t", -1);
            guides.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                    .add(new GuideLook(cells[1], List.of(cells[2].split(" / ")), ""));
        }
        return guides;
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file), StandardCharsets.UTF_8).stream()
                .filter(each -> !each.startsWith("# "))
                .toList();
    }

    static Result result(boolean heldOut) throws IOException {
        Map<String, Matcher> matchers = new HashMap<>();
        guides().forEach((name, guide) -> matchers.put(name, new Matcher(guide, name)));
        int pairs = 0;
        int answerable = 0;
        int applied = 0;
        int right = 0;
        int suggested = 0;
        List<String> wrong = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (Pair pair : pairs()) {
            if (pair.heldOut() != heldOut) {
                continue;
            }
            pairs++;
            answerable += pair.right().isEmpty() ? 0 : 1;
            Optional<Match> match =
                    Objects.requireNonNull(matchers.get(pair.guide())).find(pair.channel());
            String found = match.map(Match::best)
                    .map(each -> each.guideId() + " " + each.score() + " " + each.explanation())
                    .orElse("nothing");
            if (match.isPresent() && match.get().certain()) {
                applied++;
                if (pair.right().contains(match.get().best().guideId())) {
                    right++;
                } else {
                    wrong.add(pair.channel() + " should be " + pair.right() + ", is " + found);
                }
            } else {
                boolean told = match.isPresent()
                        && match.get().candidates().stream()
                                .anyMatch(each -> pair.right().contains(each.guideId()));
                suggested += told ? 1 : 0;
                if (!pair.right().isEmpty()) {
                    missed.add(pair.channel() + " should be " + pair.right() + ", " + (told ? "suggested: " : "is ")
                            + found);
                }
            }
        }
        return new Result(pairs, answerable, applied, right, suggested, wrong, missed);
    }
}

package masthead.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import masthead.catalog.Channel;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import masthead.headend.ImportOutcome.Applied;

/** Random histories of a provider's list: whatever it does, a channel keeps its id and no other channel gets it. */
class ImportHistoryTest {
    private static final int IMPORTS = 25;

    /**
     * A provider's channel. Its logo never changes and so tells, at our end, which it is; an import does not recognise
     * anything by it.
     */
    private static final class Theirs {
        private final int number;
        private String name;
        private String group;
        private String url;
        private boolean listed = true;

        Theirs(int number, Random random) {
            this.number = number;
            this.name = "Channel " + number;
            this.group = "Group " + random.nextInt(5);
            this.url = "http://tv.example.net/u/p/" + number;
        }

        String logo() {
            return "http://logos/" + number;
        }

        /** What providers do from one list to the next, one thing at a time. */
        void change(Random random, int round) {
            switch (random.nextInt(12)) {
                case 0 -> url = "http://tv.example.net/" + round + "/" + number;
                case 1 -> group = "Group " + random.nextInt(8);
                case 2 -> {
                    // A channel that comes back under another name is another channel: so it is there when renamed.
                    if (listed) {
                        name = "Channel " + number + " of " + round;
                    }
                }
                case 3, 4 -> listed = !listed;
                default -> {
                    // stays as it is
                }
            }
        }

        String entry() {
            return "#EXTINF:-1 tvg-logo=\"" + logo() + "\" group-title=\"" + group + "\"," + name + "\n" + url + "\n";
        }
    }

    @OnBothDatabases
    void no_history_of_lists_changes_or_reuses_an_id(Database database) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TestHeadend headend = new TestHeadend(database);
        List<Theirs> channels = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        Map<Integer, String> owners = new HashMap<>();
        for (int round = 0; round < IMPORTS; round++) {
            for (Theirs each : channels) {
                each.change(random, round);
            }
            for (int fresh = round == 0 ? 60 : random.nextInt(4); fresh > 0; fresh--) {
                channels.add(new Theirs(channels.size(), random));
            }
            Collections.shuffle(channels, random);
            List<Theirs> listed = channels.stream().filter(each -> each.listed).toList();
            ImportOutcome outcome = headend.take(
                    "#EXTM3U\n" + listed.stream().map(Theirs::entry).collect(Collectors.joining()));
            assertThat(outcome).as("seed %s, round %s", seed, round).isInstanceOf(Applied.class);
            Map<String, Integer> now = headend.catalogs.current().channels().stream()
                    .collect(Collectors.toMap(Channel::logo, each -> each.id().value()));
            assertThat(now).hasSize(listed.size());
            now.forEach((logo, id) -> {
                assertThat(known.getOrDefault(logo, id))
                        .as("id of %s, seed %s", logo, seed)
                        .isEqualTo(id);
                assertThat(owners.getOrDefault(id, logo))
                        .as("owner of %s, seed %s", id, seed)
                        .isEqualTo(logo);
            });
            known.putAll(now);
            now.forEach((logo, id) -> owners.put(id, logo));
        }
    }
}

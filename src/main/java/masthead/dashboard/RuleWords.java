package masthead.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.catalog.Catalog;
import masthead.catalog.Channel;
import masthead.catalog.ChannelId;
import masthead.catalog.Provider;
import masthead.catalog.ProviderId;
import masthead.catalog.rules.Changes;
import masthead.catalog.rules.Conditions;
import masthead.catalog.rules.Effect;
import masthead.catalog.rules.TextTest;
import masthead.dashboard.view.EffectView;

/** Rules, and what comes of them, as people read them. */
final class RuleWords {
    private final Catalog catalog;

    RuleWords(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Which channels it is about. */
    String when(Conditions when) {
        List<String> parts = new ArrayList<>();
        when.name().ifPresent(each -> parts.add("name " + test(each)));
        when.group().ifPresent(each -> parts.add("group " + test(each)));
        if (!when.kinds().isEmpty()) {
            parts.add(when.kinds().stream()
                    .sorted()
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or ")));
        }
        if (!when.providers().isEmpty()) {
            parts.add(
                    "from " + when.providers().stream().map(this::name).sorted().collect(Collectors.joining(" or ")));
        }
        return parts.isEmpty() ? "every channel" : String.join(", ", parts);
    }

    private static String test(TextTest test) {
        return switch (test.how()) {
            case CONTAINS -> "contains “" + test.text() + "”";
            case EQUALS -> "is “" + test.text() + "”";
            case MATCHES -> "matches " + test.text();
        };
    }

    private String name(ProviderId id) {
        return catalog.provider(id).map(Provider::name).orElse("provider " + id);
    }

    /** What it does. */
    String then(Changes then) {
        List<String> parts = new ArrayList<>();
        then.rename().ifPresent(each -> parts.add("rename to “" + each + "”"));
        then.regroup().ifPresent(each -> parts.add("into group “" + each + "”"));
        then.number().ifPresent(each -> parts.add("number from " + each));
        then.hide().ifPresent(each -> parts.add(each ? "hide" : "show"));
        then.place()
                .ifPresent(each -> parts.add(
                        switch (each) {
                            case FIRST -> "in front of its group";
                            case NAME -> "in front of its group, by name";
                            case LAST -> "at the end of its group";
                        }));
        then.mergeInto().ifPresent(each -> parts.add("merge into " + channel(each.value())));
        then.mergeName().ifPresent(each -> parts.add("merge into “" + each + "”"));
        return String.join(", ", parts);
    }

    private String channel(int id) {
        return catalog.channel(new ChannelId(id)).map(Channel::name).orElse("channel " + id);
    }

    /** What would change for players. */
    EffectView effect(String note, Effect effect) {
        List<EffectView.Count> counts = new ArrayList<>();
        effect.news().forEach((change, count) -> {
            if (count > 0) {
                counts.add(new EffectView.Count(word(change), Words.count(count)));
            }
        });
        return new EffectView(
                note,
                counts,
                effect.samples().stream()
                        .map(each -> new EffectView.Sample(
                                each.channel(), state(each.before(), each.after()), state(each.after(), each.before())))
                        .toList(),
                Map.of());
    }

    private static String word(Effect.Change change) {
        return switch (change) {
            case RENAMED -> "renamed";
            case REGROUPED -> "in another group";
            case NUMBERED -> "with another number";
            case HIDDEN -> "hidden or shown";
            case MOVED -> "in another place";
            case MERGED -> "merged or apart";
        };
    }

    private List<EffectView.Part> state(Effect.State state, Effect.State other) {
        List<EffectView.Part> parts = new ArrayList<>();
        parts.add(part(state.name(), other.name()));
        add(parts, group(state), group(other));
        add(parts, number(state), number(other));
        add(parts, state.hidden() ? "hidden" : "", other.hidden() ? "hidden" : "");
        add(parts, merged(state).orElse(""), merged(other).orElse(""));
        return parts;
    }

    private static void add(List<EffectView.Part> parts, String text, String other) {
        if (!text.isEmpty()) {
            parts.add(part(text, other));
        }
    }

    private static EffectView.Part part(String text, String other) {
        return new EffectView.Part(text, !text.equals(other));
    }

    private static String group(Effect.State state) {
        return state.group().isEmpty() ? "no group" : state.group();
    }

    private static String number(Effect.State state) {
        return state.number() == 0 ? "" : "no. " + state.number();
    }

    private Optional<String> merged(Effect.State state) {
        return state.mergedInto() == 0 ? Optional.empty() : Optional.of("a feed of " + channel(state.mergedInto()));
    }
}

package masthead.dashboard.view;

import java.util.List;
import java.util.Map;

/**
 * A rule as it is typed.
 *
 * @param id 0 of one that is not kept yet
 * @param typed fields by their names
 * @param wrong what is wrong with fields, by their names
 * @param kinds kinds of channels: their names in the form, and as people call them
 * @param summary when it applies and what it does, for those who may not edit it
 */
public record RuleForm(
        int id,
        Map<String, String> typed,
        Map<String, String> wrong,
        List<ChannelsView.Choice> providers,
        List<Kind> kinds,
        List<String> summary) {
    /** Fields that can be wrong each by itself. */
    public static final List<String> FIELDS =
            List.of("label", "nameText", "groupText", "rename", "regroup", "number", "mergeText", "then");

    /** A kind of channels. */
    public record Kind(String name, String title) {}

    public RuleForm {
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    public String text(String field) {
        return typed.getOrDefault(field, "");
    }

    /** Whether a choice or a tick is this one. */
    public boolean is(String field, String value) {
        return text(field).equals(value);
    }

    /** Whether a list with commas between has {@code value}. */
    public boolean has(String field, String value) {
        return ("," + text(field) + ",").contains("," + value + ",");
    }

    public String wrong(String field) {
        return wrong.getOrDefault(field, "");
    }
}

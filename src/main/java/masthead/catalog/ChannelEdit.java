package masthead.catalog;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * A change to a channel: only what is present changes.
 *
 * @param name at most 300 characters; blank gives back the name of the provider's list
 * @param category the name of the category it should stand in, made if there is none of that name; blank gives back the
 *     group of the provider's list
 * @param number from 0, which means none
 * @param logo blank means none
 * @param guideId blank means none
 * @param mergeInto the channel it becomes a feed of; the outer absent: unchanged, the inner absent: as rules say, 0: a channel of its
 *     own, whatever rules say
 * @param minBitrate bits per second below which a feed counts as failing; 0 means that none does
 */
public record ChannelEdit(
        ChannelId id,
        Optional<String> name,
        Optional<String> category,
        Optional<Integer> number,
        Optional<String> logo,
        Optional<String> guideId,
        Optional<Boolean> hidden,
        Optional<Integer> minBitrate,
        Optional<Optional<Integer>> mergeInto) {
    /** One that leaves open with whom it is one channel. */
    public ChannelEdit(
            ChannelId id,
            Optional<String> name,
            Optional<String> category,
            Optional<Integer> number,
            Optional<String> logo,
            Optional<String> guideId,
            Optional<Boolean> hidden,
            Optional<Integer> minBitrate) {
        this(id, name, category, number, logo, guideId, hidden, minBitrate, Optional.empty());
    }

    /** One of its logo alone. */
    static ChannelEdit logo(ChannelId id, String logo) {
        return new ChannelEdit(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(logo),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public ChannelEdit {
        name.ifPresent(text -> Plain.require("name", text, 300));
        category.ifPresent(text -> Plain.require("category", text, 300));
        logo.ifPresent(text -> Plain.require("logo", text, 2000));
        guideId.ifPresent(text -> Plain.require("guide id", text, 300));
        if (number.orElse(0) < 0) {
            throw new IllegalArgumentException("a channel number cannot be negative: " + number.get());
        }
        if (mergeInto.isPresent() && mergeInto.get().equals(Optional.of(id.value()))) {
            throw new IllegalArgumentException("a channel cannot be merged into itself");
        }
        if (minBitrate.orElse(0) < 0) {
            throw new IllegalArgumentException("a bitrate cannot be negative: " + minBitrate.get());
        }
    }

    /** Which fields change, for the audit. */
    String changes() {
        StringJoiner names = new StringJoiner(", ");
        name.ifPresent(value -> names.add("name"));
        category.ifPresent(value -> names.add("category"));
        number.ifPresent(value -> names.add("number"));
        logo.ifPresent(value -> names.add("logo"));
        guideId.ifPresent(value -> names.add("guide id"));
        hidden.ifPresent(value -> names.add(value ? "hidden" : "shown"));
        minBitrate.ifPresent(value -> names.add("bitrate"));
        mergeInto.ifPresent(value -> names.add("merged"));
        return names.toString();
    }
}

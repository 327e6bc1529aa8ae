package masthead.format.acestream;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads answers of {@code /search}: an engine's ({@code result.results}), the public catalogue's ({@code results}) and its flat
 * list of everything (an array). Channels with sources and bare sources may be mixed; unknown fields are passed over.
 *
 * <p>Immutable; any thread.
 */
public final class SearchReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern INFOHASH = Pattern.compile("[0-9a-fA-F]{40}");
    private static final int MOST_TEXTS = 50;
    private static final int LONGEST_TEXT = 1000;

    /**
     * What one answer holds.
     *
     * @param total of all pages, as the answer says; -1 if it does not
     * @param groups results in it, with or without usable sources: none means there are no further pages
     * @param skipped sources without a usable infohash, or disabled
     */
    public record Tally(int total, int groups, int skipped) {}

    /**
     * Hands every source to {@code sink}, in the answer's order.
     *
     * @throws NotSearchAnswer if it is something else, or an error of the engine's; what was handed over stays handed over
     */
    public Tally read(byte[] answer, Consumer<SearchItem> sink) {
        Counting counting = new Counting(sink);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), answer)) {
            switch (json.nextToken()) {
                case START_ARRAY -> counting.groups(json);
                case START_OBJECT -> counting.root(json);
                case null, default -> throw new NotSearchAnswer("it is neither a JSON object nor a list");
            }
        } catch (JacksonException e) {
            throw new NotSearchAnswer("it is not JSON, or it is cut short");
        }
        if (!counting.seen) {
            throw new NotSearchAnswer(
                    counting.error.isEmpty() ? "it has no results" : "the engine says: " + counting.error);
        }
        return new Tally(counting.total, counting.groups, counting.skipped);
    }

    /** One answer being read. */
    private static final class Counting {
        private final Consumer<SearchItem> sink;
        private int total = -1;
        private int groups;
        private int skipped;
        private boolean seen;
        private String error = "";

        Counting(Consumer<SearchItem> sink) {
            this.sink = sink;
        }

        void root(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("results") && value == JsonToken.START_ARRAY) {
                    groups(json);
                } else if (name.equals("result") && value == JsonToken.START_OBJECT) {
                    root(json);
                } else if (name.equals("total") && value == JsonToken.VALUE_NUMBER_INT) {
                    total = Math.clamp((long) json.getDoubleValue(), 0, Integer.MAX_VALUE);
                } else if (name.equals("error") && value == JsonToken.VALUE_STRING) {
                    error = cut(json.getString());
                } else {
                    json.skipChildren();
                }
            }
        }

        void groups(JsonParser json) {
            seen = true;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    groups++;
                    group(json);
                } else {
                    json.skipChildren();
                }
            }
        }

        /** Its sources may come before its own name and icons, so all of it is read first. */
        private void group(JsonParser json) {
            Draft own = new Draft();
            List<Draft> items = new ArrayList<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    items(json, items);
                } else {
                    own.take(name, value, json);
                }
            }
            if (items.isEmpty()) {
                hand(own, new Draft());
            } else {
                items.forEach(each -> hand(each, own));
            }
        }

        private static void items(JsonParser json, List<Draft> items) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                Draft item = new Draft();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    item.take(name, json.nextToken(), json);
                }
                items.add(item);
            }
        }

        private void hand(Draft item, Draft group) {
            String name = item.name.isBlank() ? group.name : item.name;
            if (item.disabled
                    || name.isBlank()
                    || !INFOHASH.matcher(item.infohash).matches()) {
                skipped++;
                return;
            }
            sink.accept(new SearchItem(
                    name.strip(),
                    group.name.strip(),
                    item.infohash.toLowerCase(Locale.ROOT),
                    item.channelId.isEmpty() ? group.channelId : item.channelId,
                    item.availability,
                    item.updatedAt,
                    item.status,
                    item.categories.isEmpty() ? group.categories : item.categories,
                    item.languages.isEmpty() ? group.languages : item.languages,
                    item.countries.isEmpty() ? group.countries : item.countries,
                    item.logo.isEmpty() ? group.logo : item.logo));
        }
    }

    /** The fields of a channel or a source, whichever comes; types that are not as they should be are passed over. */
    private static final class Draft {
        private String name = "";
        private String infohash = "";
        private String channelId = "";
        private double availability;
        private Optional<Instant> updatedAt = Optional.empty();
        private int status;
        private boolean disabled;
        private List<String> categories = List.of();
        private List<String> languages = List.of();
        private List<String> countries = List.of();
        private String logo = "";

        void take(String field, @Nullable JsonToken value, JsonParser json) {
            switch (field) {
                case "name" -> name = text(value, json);
                case "infohash" -> infohash = text(value, json).strip();
                case "channel_id" -> channelId = text(value, json).strip();
                case "availability" -> availability = Math.clamp(number(value, json), 0, 1);
                case "availability_updated_at" -> updatedAt = instant(number(value, json));
                case "status" -> status = (int) number(value, json);
                case "disabled" -> disabled = value == JsonToken.VALUE_TRUE || number(value, json) != 0;
                case "categories" -> categories = texts(value, json);
                case "languages" -> languages = texts(value, json);
                case "countries" -> countries = texts(value, json);
                case "icons" -> icons(value, json);
                case "icon" -> logo = logo.isEmpty() ? address(text(value, json)) : logo;
                default -> json.skipChildren();
            }
        }

        /** Type 0 is the logo (docs/4-protocols/acestream.md); what players are given should be https. */
        private void icons(@Nullable JsonToken value, JsonParser json) {
            if (value != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            int best = -1;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                String url = "";
                double type = 0;
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String field = json.currentName();
                    JsonToken token = json.nextToken();
                    switch (field) {
                        case "url" -> url = address(text(token, json));
                        case "type" -> type = number(token, json);
                        default -> json.skipChildren();
                    }
                }
                int worth = url.isEmpty() ? -1 : (type == 0 ? 1 : 0) + (url.startsWith("https") ? 2 : 0);
                if (worth > best) {
                    best = worth;
                    logo = url;
                }
            }
        }

        private static String address(String url) {
            return url.startsWith("http://") || url.startsWith("https://") ? url : "";
        }

        private static Optional<Instant> instant(double seconds) {
            try {
                return seconds > 0 && seconds < 1e11
                        ? Optional.of(Instant.ofEpochSecond((long) seconds))
                        : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        private static String text(@Nullable JsonToken value, JsonParser json) {
            if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
                return cut(json.getString());
            }
            json.skipChildren();
            return "";
        }

        private static double number(@Nullable JsonToken value, JsonParser json) {
            return switch (value) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                case VALUE_STRING -> parsed(json.getString());
                case null, default -> {
                    json.skipChildren();
                    yield 0;
                }
            };
        }

        private static double parsed(String text) {
            try {
                return text.length() > 40 ? 0 : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        private static List<String> texts(@Nullable JsonToken value, JsonParser json) {
            if (value != JsonToken.START_ARRAY) {
                String one = text(value, json);
                return one.isBlank() ? List.of() : List.of(one.strip());
            }
            List<String> texts = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String each = text(json.currentToken(), json).strip();
                if (!each.isEmpty() && texts.size() < MOST_TEXTS) {
                    texts.add(each);
                }
            }
            return texts;
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}

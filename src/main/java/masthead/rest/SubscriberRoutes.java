package masthead.rest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import masthead.access.Access;
import masthead.access.Format;
import masthead.access.Locks;
import masthead.access.NewSubscriber;
import masthead.access.NoSuchSubscriber;
import masthead.access.Standing;
import masthead.access.Subscriber;
import masthead.access.SubscriberEdit;
import masthead.access.SubscriberId;
import masthead.catalog.LineupId;
import masthead.catalog.Lineups;
import masthead.catalog.NoSuchEntry;
import masthead.config.Networks;
import masthead.config.Secret;
import tools.jackson.core.JsonGenerator;

/** {@code /api/subscribers}: who may watch. Never shows a password. */
public final class SubscriberRoutes extends Subject {
    private static final List<String> STANDINGS = Stream.of(Standing.values())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final Shape FORMAT =
            new Shape.Text("", Stream.of(Format.values()).map(Format::wireName).toList());
    private static final Shape.Thing SUBSCRIBER = Shape.thing(
            "Subscriber",
            Field.id("id", ""),
            Field.text("username", ""),
            Field.word("status", "", STANDINGS),
            Field.flag("enabled", ""),
            Field.time("expiresAt", "Null is never.").canBeNull(),
            Field.flag("trial", ""),
            Field.count("maxConnections", "0 is without a limit."),
            Field.count("connections", "Now."),
            Field.list("formats", FORMAT, ""),
            Field.texts("allowedAddresses", "Empty is any."),
            Field.texts("allowedAgents", "Empty is any."),
            Field.id("lineup", "Null is everything.").canBeNull(),
            Field.time("createdAt", ""));

    private final Access access;
    private final Lineups lineups;

    public SubscriberRoutes(Access access, Lineups lineups) {
        this.access = access;
        this.lineups = lineups;
    }

    @Override
    void addTo(Door door) {
        String one = "/api/subscribers/{id}";
        door.on(
                        Operation.get("/api/subscribers", "Who may watch")
                                .query(Field.text("search", "A part of the name."), Field.word("status", "", STANDINGS))
                                .answersPageOf(SUBSCRIBER),
                        this::list)
                .on(
                        Operation.post("/api/subscribers", "Adds a subscriber")
                                .takes(fields(true))
                                .answers(201, SUBSCRIBER)
                                .refuses(409, 422),
                        this::add)
                .on(Operation.get(one, "A subscriber").answers(SUBSCRIBER), this::show)
                .on(
                        Operation.patch(one, "Changes what is said of a subscriber; the rest stays")
                                .takes(fields(false))
                                .answers(SUBSCRIBER)
                                .refuses(409, 422),
                        this::edit)
                .on(Operation.delete(one, "Removes a subscriber, and ends what he watches"), this::remove);
    }

    /** @param fresh of one that is added, which must have a name and a password */
    private static List<Field> fields(boolean fresh) {
        Field username = Field.text("username", "Letters, digits and . _ @ -");
        Field password = Field.text("password", "Never shown.");
        return List.of(
                fresh ? username.must() : username,
                fresh ? password.must() : password,
                Field.count("maxConnections", "0 is without a limit; 1 where it is not said."),
                Field.time("expiresAt", "Null is never.").canBeNull(),
                Field.flag("enabled", ""),
                Field.flag("trial", ""),
                Field.list("formats", FORMAT, "One or more."),
                Field.texts("allowedAddresses", "Addresses or ranges such as 10.0.0.0/8; empty is any."),
                Field.texts("allowedAgents", "Parts of the player's User-Agent, * stands for anything; empty is any."),
                Field.id("lineup", "Null is everything.").canBeNull());
    }

    private void list(Call call) {
        Optional<String> search = call.text("search").map(each -> each.toLowerCase(Locale.ROOT));
        Optional<String> status = call.text("status");
        List<Subscriber> found = access.subscribers().all().stream()
                .filter(each -> search.isEmpty()
                        || each.username().toLowerCase(Locale.ROOT).contains(search.get()))
                .filter(each -> status.isEmpty() || standing(each).equals(status.get()))
                .toList();
        call.replyPageOf(found, this::write);
    }

    private String standing(Subscriber subscriber) {
        return access.turnstile().standing(subscriber).name().toLowerCase(Locale.ROOT);
    }

    private void add(Call call) {
        Fields fields = call.fields();
        Subscriber subscriber = access.subscribers()
                .add(new NewSubscriber(
                        Fields.required("username", fields.text("username")),
                        new Secret(Fields.required("password", fields.text("password"))),
                        fields.flag("enabled").orElse(true),
                        fields.instant("expiresAt").orElse(Optional.empty()),
                        fields.flag("trial").orElse(false),
                        fields.whole("maxConnections").orElse(1),
                        formats(fields).orElse(EnumSet.allOf(Format.class)),
                        locks(fields, Locks.NONE).orElse(Locks.NONE),
                        lineup(fields).orElse(Optional.empty())));
        call.replyAdded(subscriber.id(), json -> write(json, subscriber));
    }

    private void show(Call call) {
        SubscriberId id = id(call);
        reply(
                call,
                200,
                access.subscribers()
                        .find(id)
                        .orElseThrow(() -> new NoSuchSubscriber("There is no subscriber " + id + ".")));
    }

    private void edit(Call call) {
        Fields fields = call.fields();
        SubscriberId id = id(call);
        Locks before = access.subscribers().find(id).map(Subscriber::locks).orElse(Locks.NONE);
        reply(
                call,
                200,
                access.subscribers()
                        .edit(new SubscriberEdit(
                                id,
                                fields.text("username"),
                                fields.text("password").map(Secret::new),
                                fields.flag("enabled"),
                                fields.instant("expiresAt"),
                                fields.flag("trial"),
                                fields.whole("maxConnections"),
                                formats(fields),
                                locks(fields, before),
                                lineup(fields))));
    }

    private void remove(Call call) {
        access.subscribers().remove(id(call));
        call.replyNothing();
    }

    private static SubscriberId id(Call call) {
        return new SubscriberId(call.id());
    }

    /** A lineup's id, or {@code null} for everything. */
    private Optional<Optional<LineupId>> lineup(Fields fields) {
        Optional<Optional<Integer>> asked = fields.idOrNothing("lineup");
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Optional<LineupId> lineup = asked.get().map(LineupId::new);
        lineup.ifPresent(each -> {
            try {
                lineups.find(each);
            } catch (NoSuchEntry none) {
                throw Fields.wrong("lineup", "the id of a lineup, or null for everything");
            }
        });
        return Optional.of(lineup);
    }

    private static Optional<Set<Format>> formats(Fields fields) {
        return fields.texts("formats").map(names -> {
            Set<Format> formats = Arrays.stream(Format.values())
                    .filter(each -> names.contains(each.wireName()))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Format.class)));
            if (formats.isEmpty() || formats.size() != names.size()) {
                throw Fields.wrong("formats", "a list of one or more of \"m3u8\" and \"ts\", each once");
            }
            return formats;
        });
    }

    /** The locks where the request names any: those it does not name stay as they were. */
    private static Optional<Locks> locks(Fields fields, Locks before) {
        Optional<List<String>> addresses = fields.texts("allowedAddresses");
        Optional<List<String>> agents = fields.texts("allowedAgents");
        if (addresses.isEmpty() && agents.isEmpty()) {
            return Optional.empty();
        }
        Networks networks = addresses.map(SubscriberRoutes::networks).orElse(before.networks());
        return Optional.of(Refusal.unlessValid(() -> new Locks(networks, agents.orElse(before.agents()))));
    }

    private static Networks networks(List<String> written) {
        try {
            return written.isEmpty() ? Locks.NONE.networks() : Networks.parse(String.join(",", written));
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("allowedAddresses", "a list of addresses or ranges such as 192.0.2.7 or 10.0.0.0/8");
        }
    }

    private void reply(Call call, int status, Subscriber subscriber) {
        call.reply(status, json -> write(json, subscriber));
    }

    private void write(JsonGenerator json, Subscriber subscriber) {
        json.writeStartObject();
        json.writeNumberProperty("id", subscriber.id().value());
        json.writeStringProperty("username", subscriber.username());
        json.writeStringProperty("status", standing(subscriber));
        json.writeBooleanProperty("enabled", subscriber.enabled());
        Json.instant(json, "expiresAt", subscriber.expiresAt());
        json.writeBooleanProperty("trial", subscriber.trial());
        json.writeNumberProperty("maxConnections", subscriber.maxConnections());
        json.writeNumberProperty("connections", access.seats().watching(subscriber.id()));
        json.writeArrayPropertyStart("formats");
        subscriber.formats().stream().sorted().forEach(each -> json.writeString(each.wireName()));
        json.writeEndArray();
        json.writeArrayPropertyStart("allowedAddresses");
        subscriber.locks().networks().all().forEach(each -> json.writeString(each.written()));
        json.writeEndArray();
        json.writeArrayPropertyStart("allowedAgents");
        subscriber.locks().agents().forEach(json::writeString);
        json.writeEndArray();
        if (subscriber.lineup().isPresent()) {
            json.writeNumberProperty("lineup", subscriber.lineup().get().value());
        } else {
            json.writeNullProperty("lineup");
        }
        json.writeStringProperty("createdAt", subscriber.createdAt().toString());
        json.writeEndObject();
    }
}

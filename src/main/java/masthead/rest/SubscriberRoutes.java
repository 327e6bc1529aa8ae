package masthead.rest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import masthead.access.Access;
import masthead.access.Format;
import masthead.access.Locks;
import masthead.access.NewSubscriber;
import masthead.access.NoSuchSubscriber;
import masthead.access.Subscriber;
import masthead.access.SubscriberEdit;
import masthead.access.SubscriberId;
import masthead.catalog.LineupId;
import masthead.catalog.Lineups;
import masthead.catalog.NoSuchEntry;
import masthead.config.Networks;
import masthead.config.Secret;
import masthead.http.Exchange;
import tools.jackson.core.JsonGenerator;

/** {@code /api/subscribers}: who may watch. Never shows a password. */
public final class SubscriberRoutes extends Subject {
    private static final String[] FIELDS = {
        "username",
        "password",
        "maxConnections",
        "expiresAt",
        "enabled",
        "trial",
        "formats",
        "allowedAddresses",
        "allowedAgents",
        "lineup"
    };

    private final Access access;
    private final Lineups lineups;

    public SubscriberRoutes(Access access, Lineups lineups) {
        this.access = access;
        this.lineups = lineups;
    }

    @Override
    void addTo(Door door) {
        door.on("GET", "/api/subscribers", this::list)
                .on("POST", "/api/subscribers", this::add)
                .on("GET", "/api/subscribers/{id}", this::show)
                .on("PATCH", "/api/subscribers/{id}", this::edit)
                .on("DELETE", "/api/subscribers/{id}", this::remove);
    }

    private void list(Exchange exchange) {
        List<Subscriber> all = access.subscribers().all();
        Json.replyList(exchange, all.size(), all, this::write);
    }

    private void add(Exchange exchange) {
        Fields fields = Fields.of(exchange, FIELDS);
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
        reply(
                exchange.with("Location", exchange.origin().path() + "/api/subscribers/" + subscriber.id()),
                201,
                subscriber);
    }

    private void show(Exchange exchange) {
        SubscriberId id = id(exchange);
        reply(
                exchange,
                200,
                access.subscribers()
                        .find(id)
                        .orElseThrow(() -> new NoSuchSubscriber("There is no subscriber " + id + ".")));
    }

    private void edit(Exchange exchange) {
        Fields fields = Fields.of(exchange, FIELDS);
        SubscriberId id = id(exchange);
        Locks before = access.subscribers().find(id).map(Subscriber::locks).orElse(Locks.NONE);
        reply(
                exchange,
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

    private void remove(Exchange exchange) {
        access.subscribers().remove(id(exchange));
        exchange.reply(204);
    }

    private static SubscriberId id(Exchange exchange) {
        return new SubscriberId(Door.id(exchange));
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

    private void reply(Exchange exchange, int status, Subscriber subscriber) {
        Json.reply(exchange, status, json -> write(json, subscriber));
    }

    private void write(JsonGenerator json, Subscriber subscriber) {
        json.writeStartObject();
        json.writeNumberProperty("id", subscriber.id().value());
        json.writeStringProperty("username", subscriber.username());
        json.writeStringProperty(
                "status", access.turnstile().standing(subscriber).name().toLowerCase(Locale.ROOT));
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

package masthead.rest;

import java.util.Map;
import java.util.Optional;
import masthead.access.LastOwner;
import masthead.access.NoSuchOperator;
import masthead.access.NoSuchSubscriber;
import masthead.access.NoSuchToken;
import masthead.access.RefusedName;
import masthead.access.RefusedPassword;
import masthead.access.TakenName;
import masthead.catalog.LineupRefused;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.PasswordNotKept;
import masthead.headend.NotPossible;
import masthead.http.BodyTooLarge;
import masthead.http.Exchange;

/**
 * Why a request was refused, as {@code application/problem+json} (RFC 9457).
 *
 * @param kind the last part of the problem's type, which programs may depend on
 * @param detail what is wrong and what to do, for people
 * @param more further members, for instance the field that is wrong
 */
record Problem(int status, String kind, String title, String detail, Map<String, String> more) {
    static final String CONTENT_TYPE = "application/problem+json";

    Problem {
        more = Map.copyOf(more);
    }

    Problem(int status, String kind, String title, String detail) {
        this(status, kind, title, detail, Map.of());
    }

    /** The one place where an exception becomes an answer; nothing for one that nobody expected. */
    static Optional<Problem> of(Exception e) {
        return Optional.ofNullable(
                switch (e) {
                    case Refusal refusal -> refusal.problem();
                    case NoSuchEntry gone -> notFound(text(gone));
                    case NotPossible why -> new Problem(409, "not-possible", "Not possible", text(why));
                    case NoSuchSubscriber gone -> notFound(text(gone));
                    case NoSuchOperator gone -> notFound(text(gone));
                    case NoSuchToken gone -> notFound(text(gone));
                    case LastOwner last -> new Problem(409, "last-owner", "The last owner", text(last));
                    case LineupRefused refused -> new Problem(409, "lineup", "Not so", text(refused));
                    case TakenName name -> new Problem(409, "taken-name", "Name taken", text(name));
                    case RefusedName name -> new Problem(422, "refused-name", "Name refused", text(name));
                    case RefusedPassword word -> new Problem(422, "refused-password", "Password refused", text(word));
                    case PasswordNotKept locked ->
                        new Problem(503, "password-not-kept", "Password not kept", text(locked));
                    case BodyTooLarge large -> new Problem(413, "too-large", "Body too large", text(large));
                    default -> null;
                });
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", "Not found", detail);
    }

    static Problem field(String name, String detail) {
        return new Problem(400, "bad-field", "A field is wrong", detail, Map.of("field", name));
    }

    void reply(Exchange exchange) {
        exchange.reply(status, CONTENT_TYPE, Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("type", "urn:masthead:problem:" + kind);
            json.writeStringProperty("title", title);
            json.writeNumberProperty("status", status);
            json.writeStringProperty("detail", detail);
            more.forEach(json::writeStringProperty);
            json.writeEndObject();
        }));
    }

    private static String text(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse("");
    }
}

package masthead.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import masthead.access.Operator;
import masthead.access.Role;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Notice;
import masthead.dashboard.view.Section;
import masthead.http.Exchange;

/** One request of an operator who is logged in, and may ask for it. */
final class Visit {
    private final Exchange exchange;
    private final Session session;
    private final Operator operator;
    private final Look look;

    Visit(Exchange exchange, Session session, Operator operator, Look look) {
        this.exchange = exchange;
        this.session = session;
        this.operator = operator;
        this.look = look;
    }

    Exchange exchange() {
        return exchange;
    }

    Session session() {
        return session;
    }

    Operator operator() {
        return operator;
    }

    boolean may(Role role) {
        return operator.role().may(role);
    }

    /** Shows a page. */
    void show(Section section, String title, String template, Object page) {
        show(200, section, title, template, page);
    }

    void show(int status, Section section, String title, String template, Object page) {
        look.reply(exchange, status, template, frame(section, title), page);
    }

    Frame frame(Section section, String title) {
        return look.frame(exchange, title, section, Optional.of(session), Optional.of(operator));
    }

    /** A part of a page, as text. */
    String text(String template, Frame frame, Object page) {
        return look.text(template, frame, page);
    }

    /** Goes to another page of ours, by GET. */
    void go(String path) {
        exchange.with("Location", exchange.origin().path() + "/dashboard" + path)
                .with("Cache-Control", "no-store")
                .reply(303);
    }

    /** Tells on the next page that it is done, and goes there. */
    void done(String path, String text) {
        session.say(Notice.done(text));
        go(path);
    }

    void wrong(String path, String text) {
        session.say(Notice.wrong(text));
        go(path);
    }

    /** A field of the form or query, without blanks around it; empty where there is none. */
    String text(String name) {
        return exchange.parameter(name).map(String::strip).orElse("");
    }

    /** As it was typed: passwords may begin with a blank. */
    String raw(String name) {
        return exchange.parameter(name).orElse("");
    }

    boolean ticked(String name) {
        return exchange.parameter(name).isPresent();
    }

    /** @throws IllegalArgumentException if it is not a whole number from {@code min} to {@code max} */
    int number(String name, String title, int min, int max, int absent) {
        String text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as one that is out of bounds
        }
        throw new IllegalArgumentException(title + " is a whole number from " + min + " to " + max + ".");
    }

    /** The end of a day, in UTC; @throws IllegalArgumentException if it is none */
    Optional<Instant> endOfDay(String name, String title) {
        String text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(title + " is a day such as 2027-12-31.");
        }
    }

    /** An id that was chosen; 0 for none, also where it is no number. */
    int choice(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** A number of the query that need not be one. */
    int offset() {
        try {
            return Math.clamp(Integer.parseInt(text("from")), 0, 10_000_000);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The number in the address. */
    int id() {
        return id("id");
    }

    /** The number in the address that the route calls {@code name}. */
    int id(String name) {
        try {
            int id = Integer.parseInt(exchange.pathParameter(name));
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // not a number is not there, as zero is not there
        }
        throw Refused.nothingHere();
    }

    /** The id that the query calls {@code name}; 0 where there is none. */
    int chosen(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** Whether a script of our pages wants a part of one. */
    boolean part() {
        return exchange.header("HX-Request").isPresent()
                && exchange.header("HX-History-Restore-Request").isEmpty();
    }
}

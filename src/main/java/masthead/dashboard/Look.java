package masthead.dashboard;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import masthead.access.Operator;
import masthead.access.Role;
import masthead.dashboard.view.Frame;
import masthead.dashboard.view.Notice;
import masthead.dashboard.view.Section;
import masthead.http.Exchange;

/** Makes pages of templates. */
final class Look {
    static final String HTML = "text/html; charset=utf-8";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    Look(Assets assets) {
        this.assets = assets;
    }

    Assets assets() {
        return assets;
    }

    /** A page for whoever asks, with what was to be told him. */
    Frame frame(
            Exchange exchange, String title, Section section, Optional<Session> session, Optional<Operator> reader) {
        return new Frame(
                title,
                section,
                exchange.origin().path(),
                reader.map(each -> new Frame.Reader(
                        each.name(),
                        each.role().word(),
                        each.role().may(Role.EDITOR),
                        each.role().may(Role.OWNER))),
                session.map(Session::token).orElse(""),
                session.flatMap(Session::heard),
                assets::named);
    }

    void reply(Exchange exchange, int status, String template, Frame frame, Object page) {
        Utf8ByteOutput out = render(template, frame, page);
        exchange.with("Cache-Control", "no-store");
        if (status != 200 || !exchange.acceptsGzip()) {
            exchange.reply(status, HTML, out.toByteArray());
            return;
        }
        try {
            OutputStream body = exchange.replyStream(HTML);
            out.writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As text, for an event. */
    String text(String template, Frame frame, Object page) {
        return new String(render(template, frame, page).toByteArray(), StandardCharsets.UTF_8);
    }

    /** A page that says what is wrong. */
    void trouble(Exchange exchange, int status, Frame frame, String reason) {
        reply(exchange, status, "trouble", frame, reason);
    }

    private Utf8ByteOutput render(String template, Frame frame, Object page) {
        Utf8ByteOutput out = new Utf8ByteOutput();
        engine.render("dashboard/" + template + ".jte", Map.of("frame", frame, "page", page), out);
        return out;
    }

    static Notice wrong(Exception e) {
        return Notice.wrong(Optional.ofNullable(e.getMessage()).orElse("That did not work."));
    }
}

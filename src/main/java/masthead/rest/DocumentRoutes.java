package masthead.rest;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** {@code /api/openapi.json}: all operations, for programs; {@code /api/docs}: the same, for people. */
public final class DocumentRoutes extends Subject {
    /** What the page may load: what is ours, and no script or style in the page itself. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Masthead: what programs can ask</title>
            <link rel="icon" href="{mast.svg}">
            <link rel="stylesheet" href="{swagger-ui.css}">
            <link rel="stylesheet" href="{docs.css}">
            </head>
            <body>
            <main id="operations" data-document="openapi.json"></main>
            <noscript><p>This page needs scripts; the document itself is at <a href="openapi.json">openapi.json</a>.</p></noscript>
            <script src="{swagger-ui.js}"></script>
            <script src="{docs.js}"></script>
            </body>
            </html>
            """;

    private static final Pattern NAME = Pattern.compile("\\{([a-z.-]+)}");

    private final String version;
    private final Optional<UnaryOperator<String>> files;

    /** @param files the path of a file that pages load, by its name; empty in a build without them */
    public DocumentRoutes(String version, Optional<UnaryOperator<String>> files) {
        this.version = version;
        this.files = files;
    }

    @Override
    void addTo(Door door) {
        door.on(
                        Operation.get("/api/openapi.json", "This document: every operation there is (OpenAPI 3.1)")
                                .answersFile("application/json"),
                        call -> call.reply(json -> new Document(version, door.operations())
                                .write(json, call.exchange().origin().path())))
                .on(
                        Operation.get("/api/docs", "This document as a page to read and to try")
                                .answersFile("text/html")
                                .refuses(503),
                        this::page);
    }

    private void page(Call call) {
        UnaryOperator<String> path = files.orElseThrow(() -> new Refusal(new Problem(
                503, "no-page", "No page", "This build was made without npm and has no pages; ask for openapi.json.")));
        String base = call.exchange().origin().path();
        String page = NAME.matcher(PAGE).replaceAll(each -> base + path.apply(each.group(1)));
        call.exchange()
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("Cache-Control", "no-store")
                .reply(200, "text/html; charset=utf-8", page);
    }
}

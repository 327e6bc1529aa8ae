package masthead.headend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import masthead.catalog.ProviderKind;
import masthead.format.packed.Unpacked;
import masthead.format.page.RobotsTxt;
import masthead.http.BodyTooLarge;
import masthead.http.Fetch;
import masthead.http.FetchFailed;

/**
 * Fetches the documents of one reading of a provider, small ones, into memory: politely, and not from our neighbours.
 *
 * <p>The host an operator named may be anywhere. Where its pages lead, by redirects and links, may not be in a private network
 * unless {@code headend.private-addresses} says so; the ZeroNet gateway is the exception. Each step of a redirect is looked
 * at. Blocks; for one thread.
 */
final class DocumentFetch {
    private static final int MOST_REDIRECTS = 5;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int ROBOTS_BYTES = 500 * 1024; // RFC 9309, 2.5

    private final Fetch fetch;
    private final ListSource source;
    private final HeadendSettings settings;
    private final Politeness politeness;
    private final Clock clock;
    private final Gateway gateway;
    private final Optional<URI> named;

    DocumentFetch(Fetch fetch, ListSource source, HeadendSettings settings, Politeness politeness, Clock clock) {
        this.fetch = fetch;
        this.source = source;
        this.settings = settings;
        this.politeness = politeness;
        this.clock = clock;
        this.gateway = new Gateway(settings.zeronetGateway());
        this.named = source.url().isEmpty() ? Optional.empty() : Optional.of(Hop.web(gateway.through(source.url())));
    }

    /**
     * Fetches {@code url}, unless it is as {@code known} says.
     *
     * @throws ListFailed if it cannot be had
     * @throws ListDoubtful if it is too large, or breaks off
     */
    Fetched get(String url, Optional<ReadDocument> known) {
        Instant deadline = clock.instant().plus(settings.pagePatience());
        URI target = Hop.web(gateway.through(url));
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            beg(target, deadline);
            try (Fetch.Document answer = ask(target, headers(target, known))) {
                int status = answer.status();
                if (status == 304 && known.isPresent()) {
                    return new Fetched.Unchanged();
                }
                Optional<String> location = answer.header("Location");
                if (status >= 300 && status < 400 && location.isPresent()) {
                    target = next(target, location.get());
                    continue;
                }
                if (status < 200 || status > 299) {
                    throw new ListFailed("The server answered with status " + status + ".");
                }
                return whole(url, target, answer, deadline);
            } catch (FetchFailed e) {
                throw new ListFailed("It cannot be fetched: " + e.getMessage() + ".");
            }
        }
        throw new ListFailed("There are more than " + MOST_REDIRECTS + " redirects.");
    }

    private URI next(URI from, String location) {
        try {
            return Hop.web(gateway.through(
                    from.resolve(location.strip().replace(" ", "%20")).toString()));
        } catch (IllegalArgumentException e) {
            throw new ListFailed("A redirect leads to an address that is not valid.");
        }
    }

    private Map<String, String> headers(URI target, Optional<ReadDocument> known) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "text/html, application/xhtml+xml, application/json, */*;q=0.8");
        headers.put("Accept-Encoding", "gzip");
        if (named.isPresent() && Hop.sameHost(named.get(), target)) {
            headers.putAll(source.reach().headers()); // they may be credentials: for the host they were given for
        }
        headers.put("User-Agent", userAgent());
        known.map(ReadDocument::conditions).ifPresent(headers::putAll);
        return headers;
    }

    private String userAgent() {
        return source.userAgent().isEmpty() ? settings.pageUserAgent() : source.userAgent();
    }

    /** Asks whether we may, and waits until we may. Nobody's programs but our own are at the gateway. */
    private void beg(URI target, Instant deadline) {
        if (gateway.is(target)) {
            return;
        }
        // Searches are made for programs.
        boolean asks = settings.pageRobots() && source.kind() == ProviderKind.PAGE;
        Optional<RobotsTxt> robots = asks ? Optional.of(robots(target, deadline)) : Optional.empty();
        if (robots.isPresent() && !robots.get().allows(Hop.path(target))) {
            throw new ListFailed(
                    "The server's robots.txt forbids this page; headend.page-robots says whether that is obeyed.");
        }
        politeness.await(Hop.host(target), settings.pageInterval(), robots.flatMap(RobotsTxt::delay));
    }

    /** None is leave; a server in trouble has given none (RFC 9309, 2.3.1). */
    private RobotsTxt robots(URI target, Instant deadline) {
        return politeness.robots(Hop.host(target), () -> {
            URI address = target.resolve("/robots.txt");
            for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
                try (Fetch.Document answer = ask(address, headers(address, Optional.empty()))) {
                    Optional<String> location = answer.header("Location");
                    if (answer.status() >= 300 && answer.status() < 400 && location.isPresent()) {
                        address = next(address, location.get());
                        continue;
                    }
                    if (answer.status() >= 500) {
                        throw new ListFailed("The server's robots.txt cannot be read: status " + answer.status()
                                + "; headend.page-robots says whether it is asked for.");
                    }
                    if (answer.status() > 299) {
                        return RobotsTxt.ALLOWS_ALL;
                    }
                    byte[] text = body(answer.body(), ROBOTS_BYTES, false, deadline);
                    return RobotsTxt.parse(new String(text, StandardCharsets.UTF_8), product());
                } catch (FetchFailed e) {
                    throw new ListFailed("It cannot be fetched: " + e.getMessage() + ".");
                }
            }
            return RobotsTxt.ALLOWS_ALL;
        });
    }

    /** Our name as robots.txt knows it: the User-Agent's first word, without version. */
    private String product() {
        return userAgent().replaceFirst("[/ ;(].*", "");
    }

    private Fetch.Document ask(URI target, Map<String, String> headers) {
        Fetch step = fetch.unredirected();
        boolean trusted = settings.privateAddresses()
                || gateway.is(target)
                || (named.isPresent() && Hop.sameHost(named.get(), target));
        return (trusted ? step : step.abroad()).open(target.toString(), headers);
    }

    private Fetched.Whole whole(String url, URI target, Fetch.Document answer, Instant deadline) {
        byte[] body = body(answer.body(), settings.pageLimit().bytes(), true, deadline);
        return new Fetched.Whole(
                target.toString(), answer.header("Content-Type").orElse(""), body, ReadDocument.of(url, answer));
    }

    /** @param strict whether too much is an error; else the rest is left out */
    private byte[] body(InputStream sent, long most, boolean strict, Instant deadline) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream plain = Unpacked.of(source.progress().counting(sent))) {
            for (int count = plain.read(buffer); count >= 0; count = plain.read(buffer)) {
                kept.write(buffer, 0, (int) Math.min(count, Math.max(0, most - kept.size())));
                if (kept.size() == most && strict) {
                    throw new ListDoubtful("It is larger than headend.page-limit, " + settings.pageLimit() + ".");
                }
                if (kept.size() == most) {
                    break;
                }
                if (clock.instant().isAfter(deadline)) {
                    throw new ListFailed(
                            "It was not here after " + settings.pagePatience().toSeconds() + " s.");
                }
            }
            return kept.toByteArray();
        } catch (BodyTooLarge e) {
            throw new ListDoubtful("It is larger than http.upload-limit. " + e.getMessage());
        } catch (IOException | UncheckedIOException | FetchFailed e) {
            throw new ListDoubtful("It broke off after " + kept.size() + " bytes.");
        }
    }
}

package masthead.guide;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import masthead.catalog.Reach;
import masthead.guide.GuideSourceTable.Seen;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.http.WayOut;

/**
 * A guide on its way in, from a server, a file or an upload: its bytes as they are sent, counted as they are read. Closing it
 * ends the connection. For one thread.
 */
final class GuideDownload extends FilterInputStream {
    private static final Pattern WEB = Pattern.compile("(?i)https?://.+");
    private static final Pattern OTHER_SCHEME = Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]+://.*");
    private static final int LONGEST_VALIDATOR = 500;

    private final AutoCloseable connection;
    private final Seen validators;
    private final OptionalLong length;
    /** Whether nobody says what version it is: then its bytes do. */
    private final boolean hashed;

    private final MessageDigest hash = sha256();
    private final Limits limits;
    private long count;

    private GuideDownload(
            InputStream body, AutoCloseable connection, Seen validators, OptionalLong length, Limits limits) {
        super(body);
        this.connection = connection;
        this.validators = validators;
        this.hashed = validators.equals(Seen.NOTHING);
        this.length = length;
        this.limits = limits;
    }

    /** How much may come, and until when. */
    record Limits(long bytes, Clock clock, Instant deadline, GuideProgress progress) {}

    /** The guide is as it was when it was last applied. */
    static final class NotModified extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Asks for a guide.
     *
     * @param known what it was when it was last applied; {@link Seen#NOTHING} to have it in any case
     * @throws NotModified if its server says so
     * @throws GuideUnread if it cannot be had
     */
    static GuideDownload open(GuideTerms terms, Seen known, Fetch fetch, String userAgent, Limits limits) {
        String url = terms.url();
        if (url.isEmpty()) {
            throw new GuideUnread("This guide has no address: upload it.");
        }
        if (WEB.matcher(url).matches()) {
            return ask(terms, known, fetch, userAgent, limits);
        }
        if (OTHER_SCHEME.matcher(url).matches()) {
            throw new GuideUnread("A guide's address begins with http, https or file.");
        }
        return file(url, known, limits);
    }

    private static GuideDownload ask(GuideTerms terms, Seen known, Fetch fetch, String userAgent, Limits limits) {
        Reach reach = terms.reach();
        Map<String, String> headers = new HashMap<>(reach.headers());
        headers.put("User-Agent", terms.userAgent().isEmpty() ? userAgent : terms.userAgent());
        headers.put("Accept-Encoding", "gzip");
        if (!known.etag().isEmpty()) {
            headers.put("If-None-Match", known.etag());
        }
        if (!known.lastModified().isEmpty()) {
            headers.put("If-Modified-Since", known.lastModified());
        }
        Fetch way = fetch.by(new WayOut(reach.proxy(), reach.connectTimeout()));
        Fetch.Document answer = limits.progress.work().interruptibly(() -> open(terms.url(), headers, way));
        try {
            if (answer.status() == 304 && !known.equals(Seen.NOTHING)) {
                throw new NotModified();
            }
            if (answer.status() < 200 || answer.status() > 299) {
                throw new GuideUnread("The server answered with status " + answer.status() + ".");
            }
            OptionalLong length = answer.header("Content-Length")
                    .filter(each -> each.matches("\\d{1,18}"))
                    .map(each -> OptionalLong.of(Long.parseLong(each)))
                    .orElse(OptionalLong.empty());
            Seen validators = new Seen(header(answer, "ETag"), header(answer, "Last-Modified"), "");
            return new GuideDownload(answer.body(), answer, validators, length, limits);
        } catch (NotModified | GuideUnread e) {
            answer.close();
            throw e;
        }
    }

    private static Fetch.Document open(String url, Map<String, String> headers, Fetch fetch) {
        try {
            return fetch.open(url, headers);
        } catch (FetchFailed e) {
            throw new GuideUnread("It cannot be fetched: " + e.getMessage() + ".");
        }
    }

    private static String header(Fetch.Document answer, String name) {
        return answer.header(name)
                .filter(each -> each.length() <= LONGEST_VALIDATOR)
                .orElse("");
    }

    /** A file's time and size are its validators. */
    private static GuideDownload file(String url, Seen known, Limits limits) {
        try {
            Path file = url.regionMatches(true, 0, "file:", 0, 5)
                    ? Path.of(URI.create(url.replace(" ", "%20")))
                    : Path.of(url);
            if (!Files.isRegularFile(file)) {
                throw new GuideUnread("There is no such file.");
            }
            long size = Files.size(file);
            String version = Files.getLastModifiedTime(file).toMillis() + "-" + size;
            if (version.equals(known.etag())) {
                throw new NotModified();
            }
            InputStream body = Files.newInputStream(file);
            return new GuideDownload(body, () -> {}, new Seen(version, "", ""), OptionalLong.of(size), limits);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new GuideUnread("The guide's address names no file.");
        } catch (IOException e) {
            throw new GuideUnread("The file cannot be read.");
        }
    }

    /** A guide that was handed to us; the caller closes {@code body}. */
    static GuideDownload of(InputStream body, Limits limits) {
        return new GuideDownload(body, () -> {}, Seen.NOTHING, OptionalLong.empty(), limits);
    }

    /** Bytes that were promised; absent where nobody did. */
    OptionalLong length() {
        return length;
    }

    /** Bytes that came so far. */
    long count() {
        return count;
    }

    /** What tells this version from the next; once all was read. */
    Seen seen() {
        String contents = hashed ? HexFormat.of().formatHex(hash.digest()) : "";
        return new Seen(validators.etag(), validators.lastModified(), contents);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = limits.progress.work().interruptibly(() -> in.read(buffer, offset, length));
        if (read > 0) {
            if (hashed) {
                hash.update(buffer, offset, read);
            }
            count += read;
            limits.progress.bytes(count);
            if (count > limits.bytes) {
                throw new GuideUnread("The guide as it is sent is larger than guide.download-limit.");
            }
            if (limits.clock.instant().isAfter(limits.deadline)) {
                throw new GuideUnread("The guide was not here within guide.patience.");
            }
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            super.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

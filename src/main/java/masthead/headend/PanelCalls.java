package masthead.headend;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import masthead.catalog.Login;
import masthead.catalog.Reach;
import masthead.config.ByteSize;
import masthead.format.packed.Unpacked;
import masthead.format.packed.UnpackedTooLarge;
import masthead.format.xtream.PanelAddress;
import masthead.format.xtream.in.NotXtream;
import masthead.format.xtream.in.XtreamReader;
import masthead.http.BodyTooLarge;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.http.WayOut;

/**
 * Asks a panel in the name of one account: one question after the other, at the address that answered the first of them. Blocks;
 * for one thread.
 */
final class PanelCalls {
    private static final int NO_CONTENT = 204;

    private final Fetch fetch;
    private final List<PanelAddress> panels;
    private final Map<String, String> headers;
    private final Limits limits;
    private final Clock clock;
    private final ImportProgress progress;
    private int at;

    /**
     * How much may come, and until when.
     *
     * @param bytes of one answer, unpacked
     */
    record Limits(ByteSize bytes, Instant deadline) {}

    /**
     * @throws ListFailed if the source has no address that can be asked
     */
    PanelCalls(Fetch fetch, ListSource source, Login login, Limits limits, Clock clock) {
        Reach reach = source.reach();
        this.fetch = fetch.by(new WayOut(reach.proxy(), reach.connectTimeout())).limited(limits.bytes());
        this.panels = PanelAddress.bases(source.url(), source.options().getOrDefault("mirrors", "")).stream()
                .map(base -> new PanelAddress(
                        base, login.username(), login.password().value()))
                .toList();
        if (panels.isEmpty()) {
            throw new ListFailed("This provider has no address.");
        }
        Map<String, String> all = new HashMap<>(reach.headers());
        all.put("User-Agent", source.userAgent());
        all.put("Accept-Encoding", "gzip");
        all.put("Accept", "*/*");
        this.headers = Map.copyOf(all);
        this.limits = limits;
        this.clock = clock;
        this.progress = source.progress();
    }

    /** Which of its addresses is asked first; the others are its mirrors. */
    PanelCalls startingAt(int panel) {
        at = panel < panels.size() ? panel : 0;
        return this;
    }

    /** Which of its addresses answered. */
    int answering() {
        return at;
    }

    /** The address that is asked. */
    String base() {
        return panels.get(at).base();
    }

    /**
     * Asks at one address after the other until one answers in the protocol, and stays there.
     *
     * @throws ListFailed if none can be asked
     * @throws ListDoubtful if none answers in the protocol
     */
    <T> T first(String question, Function<Answer, T> reader) {
        int start = at;
        RuntimeException failure = null;
        for (int tried = 0; tried < panels.size(); tried++) {
            at = (start + tried) % panels.size();
            try {
                return ask(question, reader);
            } catch (ListFailed | ListDoubtful e) {
                failure = failure == null ? e : failure; // what the operator's first address says
            }
        }
        at = start;
        throw failure == null ? new ListFailed("This provider has no address.") : failure;
    }

    /** An answer being read. */
    record Answer(InputStream body, XtreamReader reader) {}

    /**
     * Asks one question.
     *
     * @param question the query behind the credentials, for instance {@code action=get_series}
     * @throws ListFailed if there is no answer
     * @throws ListDoubtful if it is none, or breaks off
     */
    <T> T ask(String question, Function<Answer, T> reader) {
        try (Fetch.Document answer = fetch.open(panels.get(at).api(question), headers)) {
            int status = answer.status();
            if (status < 200 || status > 299) {
                throw new ListFailed("The panel answered with status " + status + hint(status));
            }
            if (status == NO_CONTENT) {
                return reader.apply(new Answer(InputStream.nullInputStream(), reader()));
            }
            return read(answer, reader);
        } catch (FetchFailed e) {
            throw new ListFailed("The panel cannot be asked: " + e.getMessage() + ".");
        }
    }

    private <T> T read(Fetch.Document answer, Function<Answer, T> reader) {
        Watched body = new Watched(progress.counting(answer.body()));
        try (InputStream plain = Unpacked.of(body, limits.bytes().bytes())) {
            return reader.apply(new Answer(plain, reader()));
        } catch (NotXtream e) {
            throw new ListDoubtful("The panel's answer cannot be used: " + e.getMessage() + ".");
        } catch (BodyTooLarge | UnpackedTooLarge e) {
            throw tooLarge();
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof UnpackedTooLarge ? tooLarge() : brokeOff(body);
        } catch (IOException | FetchFailed e) {
            throw brokeOff(body);
        }
    }

    private ListDoubtful tooLarge() {
        return new ListDoubtful("The panel's answer is larger than " + limits.bytes() + ".");
    }

    private static ListDoubtful brokeOff(Watched body) {
        return new ListDoubtful("The panel's answer broke off after " + body.count + " bytes.");
    }

    private XtreamReader reader() {
        return new XtreamReader(base(), clock.instant());
    }

    /** What panels mean by it (docs/4-protocols/xtream.md, "Reading panels"). */
    private static String hint(int status) {
        return switch (status) {
            case 401, 403, 404 ->
                ": the address, the name or the password may be wrong, or this address of ours is blocked.";
            case 429 -> ": it is asked too often.";
            case 454, 509, 513, 884 -> ": it may not like the User-Agent, or too much is open at once.";
            default -> ".";
        };
    }

    /** Counts, and ends at the deadline. */
    private final class Watched extends FilterInputStream {
        private long count;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            if (clock.instant().isAfter(limits.deadline())) {
                throw new ListFailed("The panel's answer was not here in time.");
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

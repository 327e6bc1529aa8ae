package masthead.vod;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import masthead.catalog.Feed;
import masthead.http.Fetch;
import masthead.http.FetchFailed;
import masthead.tuner.FileLine;

/** One range being read from the provider, and what its answer said. On one virtual thread. */
final class Upstream implements AutoCloseable {
    /** What an upstream answered when it was asked for bytes of a film. */
    sealed interface Answer {
        /** Bytes from {@code from} on; {@code total} is -1 where the file's length is not told. */
        record Part(Upstream body, long from, long to, long total) implements Answer {}

        /** All of the file, from its start; the length may not be told. */
        record Whole(Upstream body, OptionalLong length) implements Answer {}

        /** There are no such bytes. */
        record OutOfRange() implements Answer {}

        /** Something else. */
        record Refused(int status) implements Answer {}

        /** No answer at all. */
        record Failed(String why) implements Answer {}

        /** Nobody wants it any more: the player left, or somebody newer has the connection for too long. */
        record GivenUp() implements Answer {}
    }

    private final Fetch.Call call;
    private final Fetch.Document document;
    private final InputStream body;

    private final long last;

    private Upstream(Fetch.Call call, Fetch.Document document, long last) {
        this.last = last;
        this.call = call;
        this.document = document;
        this.body = document.body();
    }

    /**
     * Asks for {@code range} of {@code feed}.
     *
     * @param range as the header says it; empty for all
     * @param condition what {@code If-Range} says; empty for nothing
     */
    static Answer ask(
            Showing.Viewing viewing,
            Feed feed,
            Function<Feed, Optional<FileLine>> take,
            String range,
            Optional<String> condition) {
        Map<String, String> headers = new TreeMap<>();
        if (!range.isEmpty()) {
            headers.put("Range", range);
            condition.ifPresent(each -> headers.put("If-Range", each));
        }
        headers.put("Accept-Encoding", "identity");
        while (true) {
            Optional<Fetch.Call> call = viewing.call(feed, take, line -> line.begin(headers));
            if (call.isEmpty()) {
                return new Answer.GivenUp();
            }
            try {
                return read(call.get(), call.get().open());
            } catch (FetchFailed e) {
                call.get().close();
                if (!viewing.overtaken()) { // else it failed because somebody newer has the connection
                    return new Answer.Failed(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static Answer read(Fetch.Call call, Fetch.Document answer) {
        switch (answer.status()) {
            case 200 -> {
                OptionalLong length = FileFacts.length(answer);
                return new Answer.Whole(new Upstream(call, answer, length.orElse(Long.MAX_VALUE) - 1), length);
            }
            case 206 -> {
                Optional<FileFacts.Told> told = FileFacts.told(answer);
                if (told.isPresent()) {
                    FileFacts.Told part = told.get();
                    return new Answer.Part(new Upstream(call, answer, part.to()), part.from(), part.to(), part.total());
                }
            }
            case 416 -> {
                call.close();
                return new Answer.OutOfRange();
            }
            default -> {}
        }
        call.close();
        return new Answer.Refused(answer.status());
    }

    /** The place in the file of the last byte that it was going to send, as it said. */
    long last() {
        return last;
    }

    FileFacts facts(long length) {
        return FileFacts.of(length, document);
    }

    /** Whether it says of itself that it knows no ranges. */
    boolean deniesRanges() {
        return document.header("Accept-Ranges")
                .map(String::strip)
                .filter("none"::equalsIgnoreCase)
                .isPresent();
    }

    /** @return how many bytes were read; negative at its end */
    int read(byte[] into, int length) throws IOException {
        return body.read(into, 0, length);
    }

    @Override
    public void close() {
        call.close();
    }
}

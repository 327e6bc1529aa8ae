package masthead.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import masthead.config.ProxyUrl;

/** A change to how a provider is reached: only what is present changes; an empty value gives back the default. */
public record ReachEdit(
        Optional<Map<String, String>> headers,
        Optional<Optional<ProxyUrl>> proxy,
        Optional<Optional<Duration>> connectTimeout,
        Optional<Optional<Duration>> silenceTimeout) {
    /** Nothing changes. */
    public static final ReachEdit NONE =
            new ReachEdit(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public ReachEdit {
        headers = headers.map(Map::copyOf);
        // The bounds are those of the whole.
        new Reach(
                headers.orElse(Map.of()),
                Optional.empty(),
                connectTimeout.orElse(Optional.empty()),
                silenceTimeout.orElse(Optional.empty()));
    }

    Reach applyTo(Reach old) {
        return new Reach(
                headers.orElse(old.headers()),
                proxy.orElse(old.proxy()),
                connectTimeout.orElse(old.connectTimeout()),
                silenceTimeout.orElse(old.silenceTimeout()));
    }

    void nameChanges(StringJoiner names) {
        headers.ifPresent(value -> names.add("headers"));
        proxy.ifPresent(value -> names.add("proxy"));
        connectTimeout.ifPresent(value -> names.add("connect timeout"));
        silenceTimeout.ifPresent(value -> names.add("silence timeout"));
    }

    /** Without the headers, which may hold credentials. */
    @Override
    public String toString() {
        StringJoiner names = new StringJoiner(", ", "ReachEdit[", "]");
        nameChanges(names);
        return names.toString();
    }
}

package masthead.catalog;

import java.util.Optional;
import java.util.StringJoiner;

/** A change to a provider: only what is present changes. */
public record ProviderEdit(
        ProviderId id,
        Optional<String> name,
        Optional<String> url,
        Optional<Integer> maxConnections,
        Optional<String> userAgent,
        ReachEdit reach,
        UpkeepEdit upkeep) {
    /** The list is read as before. */
    public ProviderEdit(
            ProviderId id,
            Optional<String> name,
            Optional<String> url,
            Optional<Integer> maxConnections,
            Optional<String> userAgent,
            ReachEdit reach) {
        this(id, name, url, maxConnections, userAgent, reach, UpkeepEdit.NONE);
    }

    /** @throws IllegalArgumentException if a value is out of bounds, telling which */
    public ProviderEdit {
        name = name.map(String::strip);
        url = url.map(String::strip);
        userAgent = userAgent.map(String::strip);
        NewProvider.require(name.orElse("as it is"), url.orElse(""), maxConnections.orElse(0), userAgent.orElse(""));
    }

    /** Which fields change, for the audit; not their values, because an address may hold credentials. */
    String changes() {
        StringJoiner names = new StringJoiner(", ");
        name.ifPresent(value -> names.add("name"));
        url.ifPresent(value -> names.add("url"));
        maxConnections.ifPresent(value -> names.add("connections"));
        userAgent.ifPresent(value -> names.add("user agent"));
        reach.nameChanges(names);
        upkeep.nameChanges(names);
        return names.toString();
    }

    /** Without the address: it may hold credentials. */
    @Override
    public String toString() {
        return "ProviderEdit[" + id + ": " + changes() + "]";
    }
}

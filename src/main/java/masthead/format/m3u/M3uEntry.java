package masthead.format.m3u;

import java.util.Map;
import java.util.Optional;

/**
 * One entry of a list: a name and an address, with what the list says about them.
 *
 * @param name never blank; taken from {@code tvg-name}, {@code tvg-id} or the address where the list gives none
 * @param url absolute, or 40 hex digits (an AceStream content), without a {@code |Header=...} suffix; it may hold credentials, so it is never logged
 * @param group from {@code group-title}, else from {@code #EXTGRP}; never blank
 * @param attributes as written in the list, keys in lower case, in the list's order
 * @param headers to be sent upstream, for instance {@code User-Agent} and {@code Referer}
 */
public record M3uEntry(
        String name, String url, Optional<String> group, Map<String, String> attributes, Map<String, String> headers) {
    public M3uEntry {
        if (name.isBlank() || url.isBlank()) {
            throw new IllegalArgumentException("an entry needs a name and an address");
        }
        attributes = Ordered.copy(attributes);
        headers = Ordered.copy(headers);
    }

    /** The value of an attribute, unless it is missing or blank. */
    public Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key)).filter(value -> !value.isBlank());
    }

    /** Without address and headers: they may hold credentials. */
    @Override
    public String toString() {
        return "M3uEntry[" + name + "]";
    }
}

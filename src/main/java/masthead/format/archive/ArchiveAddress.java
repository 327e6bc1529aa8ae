package masthead.format.archive;

import java.time.Duration;

/**
 * Where an upstream has a stretch of the past.
 *
 * @param url may hold a provider's credentials: never logged
 * @param lead how much earlier than asked for it begins, because the form has no seconds; zero to 59 seconds
 * @param ends whether the upstream is told to the second where to end; else it may go on, for a part of a minute or for ever
 */
public record ArchiveAddress(ArchiveForm form, String url, Duration lead, boolean ends) {
    /** Without the address. */
    @Override
    public String toString() {
        return "ArchiveAddress[" + form.written() + "]";
    }
}

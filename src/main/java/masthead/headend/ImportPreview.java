package masthead.headend;

import java.util.Optional;

/**
 * What a provider's list would do to the catalog.
 *
 * @param trouble why it would be quarantined; empty if it would be applied
 */
public record ImportPreview(ImportReport report, Optional<String> trouble) {}

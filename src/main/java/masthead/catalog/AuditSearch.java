package masthead.catalog;

import java.util.Optional;

/**
 * Which changes somebody looks for; absent means "any".
 *
 * @param operator by this operator, or by one of his tokens
 * @param subject what the subject begins with
 * @param before older than the line with this id
 */
public record AuditSearch(Optional<String> operator, Optional<String> subject, Optional<Integer> before) {}

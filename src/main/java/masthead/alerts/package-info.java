/**
 * Tells operators' programs of trouble: what is wrong and over again, sent to webhooks.
 *
 * <p>May import: catalog, database, http, config, metrics. Others tell it what they see by its {@link masthead.alerts.Alerts}, wired in
 * {@code app}; telling never blocks.
 */
@NullMarked
package masthead.alerts;

import org.jspecify.annotations.NullMarked;

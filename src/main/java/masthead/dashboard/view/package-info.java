/** What the templates in {@code src/main/jte/dashboard} are given: plain values, ready to be shown. */
@NullMarked
package masthead.dashboard.view;

import org.jspecify.annotations.NullMarked;

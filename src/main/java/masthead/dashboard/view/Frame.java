package masthead.dashboard.view;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What stands around every page.
 *
 * @param section which entry of the menu is lit
 * @param base what stands in front of our addresses: empty, or the path of the proxy's
 * @param operator who looks; absent where nobody is logged in
 * @param token what every form sends back
 * @param files names of files by the names that templates use
 */
public record Frame(
        String title,
        Section section,
        String base,
        Optional<Reader> operator,
        String token,
        Optional<Notice> notice,
        UnaryOperator<String> files) {
    /** Who looks at the page, and what he may do. */
    public record Reader(String name, String role, boolean mayEdit, boolean mayOwn) {}

    /** The address of a page of ours. */
    public String to(String path) {
        return base + "/dashboard" + path;
    }

    public String file(String name) {
        return base + "/dashboard/files/" + files.apply(name);
    }

    public String icon(String name) {
        return file("icons.svg") + "#" + name;
    }

    public boolean mayEdit() {
        return operator.filter(Reader::mayEdit).isPresent();
    }

    public boolean mayOwn() {
        return operator.filter(Reader::mayOwn).isPresent();
    }

    /** Whether an entry of the menu leads anywhere for whoever looks. */
    public boolean leadsTo(Section entry) {
        return switch (entry) {
            case ON_AIR, CHANNELS, TITLES, RULES, LINEUPS, PROVIDERS, GUIDE, SUBSCRIBERS, SYSTEM -> true;
            case SETTINGS, LOGS -> mayEdit();
            case OPERATORS, WEBHOOKS -> mayOwn();
        };
    }

    public String script() {
        return "{\"X-CSRF-Token\":\"" + token + "\"}";
    }
}

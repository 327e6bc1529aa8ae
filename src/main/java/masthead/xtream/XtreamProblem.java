package masthead.xtream;

import masthead.access.Admission;
import masthead.access.Standing;

/**
 * A refusal as players understand it, and the one place where what went wrong is turned into one.
 *
 * <p>{@code cause} is one of a few words, for counting refused plays. Never 503 or 429 on a stream: a player retried 503 in a tight loop (docs/4-protocols/xtream.md, "Refusals").
 */
record XtreamProblem(int status, String cause, String text) {
    /** In {@code user_info.message}, with status 200, and for files. */
    static final String WRONG_CREDENTIALS = "Invalid username or password";

    /** To a playlist, guide or stream asked for with a name and password we do not know. */
    static XtreamProblem wrongCredentials() {
        return new XtreamProblem(403, "wrong-credentials", WRONG_CREDENTIALS);
    }

    /** Too many requests; never on a stream. */
    static XtreamProblem tooMany() {
        return new XtreamProblem(429, "hasty", "Too many requests");
    }

    static XtreamProblem noSuchChannel() {
        return new XtreamProblem(404, "no-channel", "No such channel");
    }

    static XtreamProblem noSuchTitle() {
        return new XtreamProblem(404, "no-title", "No such movie or episode");
    }

    /** Nothing is kept of that time, or the channel keeps nothing. */
    static XtreamProblem noArchive() {
        return new XtreamProblem(404, "no-archive", "No archive of that time");
    }

    static XtreamProblem offAir() {
        return new XtreamProblem(502, "off-air", "Off air");
    }

    /** A channel that shows no picture, in the words of the relay. */
    static XtreamProblem noPicture(String reason) {
        return new XtreamProblem(502, "no-picture", reason);
    }

    /** Why somebody we know gets no file. */
    static XtreamProblem of(Standing standing) {
        return switch (standing) {
            case ACTIVE -> throw new IllegalArgumentException("an active account is not refused");
            case DISABLED -> new XtreamProblem(403, "disabled", "This account is disabled");
            case EXPIRED -> new XtreamProblem(403, "expired", "This subscription has expired");
        };
    }

    /** Why a stream does not start. */
    static XtreamProblem of(Admission refused) {
        return switch (refused) {
            case Admission.Granted granted -> throw new IllegalArgumentException("a granted seat is not refused");
            case Admission.WrongCredentials wrong -> wrongCredentials();
            case Admission.Disabled disabled -> of(Standing.DISABLED);
            case Admission.Expired expired -> of(Standing.EXPIRED);
            case Admission.FormatNotAllowed format ->
                new XtreamProblem(
                        403, "format", "Format not allowed: " + format.format().wireName());
            case Admission.AddressNotAllowed address ->
                new XtreamProblem(403, "address", "This account is not allowed at this address");
            case Admission.AgentNotAllowed agent ->
                new XtreamProblem(403, "user-agent", "This account is not allowed with this player");
            case Admission.NotInLineup outside ->
                new XtreamProblem(404, "lineup", noSuchChannel().text());
            case Admission.Full full ->
                new XtreamProblem(403, "full", "Too many connections; this account may have " + full.maxConnections());
        };
    }
}

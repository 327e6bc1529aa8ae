package masthead.http;

/** The listener's port is taken or may not be used. */
public final class PortInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PortInUse(String host, int port) {
        super("Cannot listen on " + host + ":" + port
                + ": the port is in use, or not allowed. Stop the other program, or"
                + " choose another port with --port.");
    }
}

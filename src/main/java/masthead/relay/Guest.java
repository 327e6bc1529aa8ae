package masthead.relay;

/** Who watches, as operators see him. */
public record Guest(String name, String address, String userAgent) {}

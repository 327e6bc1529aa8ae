package masthead.access;

/** Somebody asks to watch something: who, in which format, on what device. */
public record Play(Credentials credentials, Format format, Device device, Content content) {}

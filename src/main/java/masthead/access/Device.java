package masthead.access;

import java.util.Locale;

/**
 * What somebody watches on, as far as a server can tell: an address and a program.
 *
 * <p>Two of one kind behind one address are one device to us. The address of a phone changes on the road: it is another device
 * then.
 *
 * @param userAgent as it was sent, at most {@value #LONGEST_AGENT} characters of it; may be empty
 */
public record Device(String address, String userAgent) {
    private static final int LONGEST_AGENT = 200;

    public Device {
        userAgent = userAgent.substring(0, Math.min(userAgent.length(), LONGEST_AGENT));
    }

    /** Whether the other is at the same address, and the same program there whatever its version. */
    public boolean same(Device other) {
        return sameAddress(other) && program(userAgent).equals(program(other.userAgent));
    }

    boolean sameAddress(Device other) {
        return address.equals(other.address);
    }

    /** The program without its version: {@code VLC/3.0.20 LibVLC/3.0.20} is {@code vlc}; browsers differ behind that word. */
    private static String program(String agent) {
        String plain = agent.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("mozilla/")) {
            return plain.replaceAll("[0-9._]+", "");
        }
        int end = plain.indexOf('/');
        return end < 0 ? plain.replaceAll("[0-9._]+", "") : plain.substring(0, end);
    }
}

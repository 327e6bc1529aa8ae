package masthead.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Network addresses and ranges of them: {@code 127.0.0.1, 10.0.0.0/8, fd00::/8}. Names are never looked up. */
public record Networks(List<Network> all) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** The addresses whose first {@code bits} are those of {@code address}. */
    public record Network(InetAddress address, int bits) {
        /** As it is read. */
        public String written() {
            String plain = address.getHostAddress();
            return bits == address.getAddress().length * 8 ? plain : plain + "/" + bits;
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((ours[bit / 8] ^ theirs[bit / 8]) & (0x80 >> (bit % 8))) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    public Networks {
        all = List.copyOf(all);
    }

    /** @throws IllegalArgumentException if any of it is not an address or a range */
    public static Networks parse(String text) {
        return new Networks(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Networks::network)
                .toList());
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int most = address.getAddress().length * 8;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a range of " + bits + " bits");
        }
        return new Network(address, bits);
    }

    /**
     * An address as it is written, without brackets; an IPv4 address in IPv6 clothes is the IPv4 address.
     *
     * @throws IllegalArgumentException for anything else, names among it
     */
    public static InetAddress address(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException("not an address");
        }
        return InetAddress.ofLiteral(text);
    }

    public boolean contains(InetAddress address) {
        return all.stream().anyMatch(each -> each.contains(address));
    }
}

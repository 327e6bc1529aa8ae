package masthead.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import masthead.config.Networks;

/**
 * Addresses that only mean something near us: of this machine, its network, its provider's. What comes from outside must
 * not lead there, or a web page could ask our neighbours in our name.
 *
 * <p>Special ranges: RFC 6890, 6598 (shared), 4193 (unique local), 6052 and 3056 (IPv4 inside of IPv6).
 */
public final class Neighbourhood {
    private static final Networks NEAR = Networks.parse("0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8,"
            + " 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16, 198.18.0.0/15, 224.0.0.0/3,"
            + " ::/96, 64:ff9b::/96, 64:ff9b:1::/48, 2002::/16, fc00::/7, fe80::/10, fec0::/10, ff00::/8");

    /** Also what programs take for an address in decimal, octal or hex. */
    private static final Pattern NEAR_NAME =
            Pattern.compile("(?:.*\\.)?(?:localhost|local|internal|lan|home\\.arpa|[0-9]+|0x[0-9a-f]*)");

    private Neighbourhood() {}

    static boolean contains(InetAddress address) {
        return NEAR.contains(plain(address));
    }

    /** An IPv4 address in IPv6 clothes (RFC 4291, 2.5.5.2) leads where the IPv4 address leads. */
    private static InetAddress plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
        for (int at = 0; mapped && at < 10; at++) {
            mapped = bytes[at] == 0;
        }
        try {
            return mapped ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // four bytes are an address
        }
    }

    /** Whether a host that somebody else will look up for us is surely near him. */
    public static boolean names(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
        try {
            return contains(Networks.address(name));
        } catch (IllegalArgumentException notAnAddress) {
            return !name.contains(".") || NEAR_NAME.matcher(name).matches();
        }
    }

    /** Refuses connections into the neighbourhood, after names were looked up: a name may say one thing now and another then. */
    static final class Gate extends ChannelOutboundHandlerAdapter {
        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            if (remote instanceof InetSocketAddress address
                    && address.getAddress() != null
                    && contains(address.getAddress())) {
                promise.tryFailure(new Refused());
                return;
            }
            context.connect(remote, local, promise);
        }
    }

    /** The address is near us. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        static final String WORDS = "the address is in a private network, where pages may not lead";

        Refused() {
            super(WORDS);
        }
    }
}

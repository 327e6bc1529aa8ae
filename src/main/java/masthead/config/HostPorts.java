package masthead.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other machines' ports: {@code 127.0.0.1:6878, engine:6879, [fd00::5]:6878}. Names are not looked up here. */
public record HostPorts(List<HostPort> all) {
    private static final Pattern WRITTEN =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):(\\d{1,5})");

    /** One of them; an IPv6 address is in brackets. */
    public record HostPort(String host, int port) {
        /** @throws IllegalArgumentException if it is none */
        public static HostPort parse(String text) {
            Matcher matcher = WRITTEN.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not HOST:PORT");
            }
            int port = Integer.parseInt(matcher.group(2));
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("no such port");
            }
            return new HostPort(matcher.group(1), port);
        }

        /** As it is read. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    public HostPorts {
        all = List.copyOf(all);
    }

    /** @throws IllegalArgumentException if any of it is not a host with a port */
    public static HostPorts parse(String text) {
        return new HostPorts(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(HostPort::parse)
                .distinct()
                .toList());
    }
}

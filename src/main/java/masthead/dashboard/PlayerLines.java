package masthead.dashboard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import masthead.dashboard.view.Ready;
import masthead.http.HttpSettings;
import masthead.http.Origin;

/** What to type into players, and where they reach this server. */
public final class PlayerLines {
    private static final int MOST_ADDRESSES = 6;
    private static final String UNKNOWN = "PASSWORD";

    private final HttpSettings http;

    public PlayerLines(HttpSettings http) {
        this.http = http;
    }

    /**
     * Where players may reach us, the likeliest first: what the operator said, what the settings say, where he is himself, and, if that is this
     * machine, its addresses in the network.
     */
    List<String> addresses(Visit visit) {
        Origin here = visit.exchange().origin();
        Set<String> all = new LinkedHashSet<>();
        visit.session().shared().ifPresent(all::add);
        if (http.publicUrl().isEmpty() && loopback(here.host()) && listensEverywhere()) {
            neighbours().forEach(host -> all.add(new Origin(here.scheme(), host, here.port(), here.path()).toString()));
        }
        all.add(here.toString());
        return all.stream().limit(MOST_ADDRESSES).toList();
    }

    private boolean listensEverywhere() {
        return http.host().equals("0.0.0.0") || http.host().equals("::");
    }

    static boolean loopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static List<String> neighbours() {
        List<String> hosts = new ArrayList<>();
        try {
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (each.isUp() && !each.isLoopback() && !each.isVirtual() && !each.isPointToPoint()) {
                    for (InetAddress address : Collections.list(each.getInetAddresses())) {
                        if (address instanceof Inet4Address && address.isSiteLocalAddress()) {
                            hosts.add(address.getHostAddress());
                        }
                    }
                }
            }
        } catch (SocketException unknown) {
            return List.of();
        }
        return hosts;
    }

    /**
     * The address that was typed, kept for this session.
     *
     * @throws IllegalArgumentException if it is none
     */
    String told(Visit visit) {
        String typed = visit.text("address").replaceFirst("/+$", "");
        if (typed.isEmpty()) {
            return addresses(visit).getFirst();
        }
        String address = typed.contains("://") ? typed : "http://" + typed;
        try {
            URI uri = URI.create(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                visit.session().share(address);
                return address;
            }
        } catch (IllegalArgumentException e) {
            // as one without a host
        }
        throw new IllegalArgumentException("The address players reach is one such as http://192.168.1.5:8000.");
    }

    /** @param password where it was just made; nobody knows it later */
    Ready of(String address, String name, Optional<String> password) {
        String word = password.map(PlayerLines::encoded).orElse(UNKNOWN);
        String list = address + "/get.php?username=" + encoded(name) + "&password=" + word + "&type=m3u_plus&output=ts";
        String guide = address + "/xmltv.php?username=" + encoded(name) + "&password=" + word;
        Optional<QrCode> code = password.map(any -> QrCode.of(list));
        return new Ready(
                name,
                address,
                name,
                password.orElse(""),
                password.isPresent(),
                List.of(
                        new Ready.Line(
                                "line-list",
                                "Playlist (M3U)",
                                list,
                                "VLC: Media, Open Network Stream. Any M3U player."),
                        new Ready.Line(
                                "line-guide", "Guide (XMLTV)", guide, "Where a player asks for a guide address.")),
                code.map(QrCode::path).orElse(""),
                code.map(QrCode::width).orElse(0),
                loopback(Optional.ofNullable(URI.create(address).getHost()).orElse("")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package masthead.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server offers the subscriber admin. */
final class Channels {
    private Channels() {}

    /** The names, in order. */
    static List<String> names(ServerProcess server, String password) {
        String list = Web.get(
                server.address() + "/player_api.php?username=admin&password=" + password + "&action=get_live_streams");
        List<String> names = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"name\":\"([^\"]*)\"").matcher(list);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The addresses to play, in order. */
    static List<String> addresses(ServerProcess server, String password) {
        return Web.get(server.address() + "/get.php?username=admin&password=" + password + "&type=m3u_plus&output=ts")
                .lines()
                .filter(line -> line.startsWith("http"))
                .toList();
    }

    /** The id in such an address. */
    static long id(String address) {
        return Long.parseLong(address.replaceAll(".*/(\\d+)\\.ts", "$1"));
    }
}

package masthead.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A channel of a server with feeds in order, each of a provider of its own. */
record FedChannel(ServerProcess server, String password, long id) {
    /** A new channel on {@code server} that plays the first of {@code feeds} that plays. */
    static FedChannel of(ServerProcess server, String password, List<String> feeds) {
        List<Long> feedIds = new ArrayList<>();
        long channel = 0;
        for (String url : feeds) {
            String name = "Feed" + System.nanoTime();
            Provider.offering(server, password, name, "#EXTM3U\n#EXTINF:-1 group-title=\"Test\"," + name + "\n" + url);
            String listing = Web.operate("GET", server.address() + "/api/channels?search=" + name, password, "");
            feedIds.add(Web.number(listing.substring(listing.indexOf("\"feeds\"")), "id"));
            channel = channel == 0 ? Web.number(listing, "id") : channel;
        }
        if (feeds.size() > 1) {
            String order = feedIds.stream().map(String::valueOf).collect(Collectors.joining(",", "{\"feeds\":[", "]}"));
            Web.operate("PUT", server.address() + "/api/channels/" + channel + "/feeds", password, order);
        }
        return new FedChannel(server, password, channel);
    }

    /** The address to play, as {@code ts} or {@code m3u8}. */
    String address(String extension) {
        return server.address() + "/live/admin/" + password + "/" + id + "." + extension;
    }
}

package masthead.headend;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the imports. */
@ConfigMapping(prefix = "headend")
@Doc("Reading providers' lists.")
public interface HeadendSettings {
    @WithDefault("1000000")
    @Between(min = 1, max = 100_000_000)
    @Doc("Entries read of one list; what comes after them is skipped and counted.")
    int maxEntries();

    @Between(min = 1, max = 100_000_000)
    @Doc(
            "Live channels there may be, of all providers together: a list that would bring more is refused. Without it as many as the"
                    + " heap (MASTHEAD_HEAP) has room for: 420,000 at 256m, 1,090,000 at 512m.")
    Optional<Integer> liveChannels();

    @WithDefault("2GiB")
    @Doc("The largest list once it is unpacked; while it is imported it takes this much room in the data folder.")
    ByteSize unpackedLimit();

    @WithDefault("30m")
    @Within(min = "1s", max = "7d")
    @Doc("How long fetching one list may take in all.")
    Duration patience();

    @WithDefault("VLC/3.0.20 LibVLC/3.0.20")
    @Doc(
            "The User-Agent sent when a list is fetched, where its provider names none; some providers refuse unknown ones.")
    String userAgent();

    @WithDefault("0.5")
    @Between(min = 0, max = 1)
    @Doc("A list that lost more than this share of its entries is not applied; 1 applies every list that is not empty.")
    double suspiciousLoss();

    @WithDefault("16MiB")
    @Doc(
            "The largest web page, and the largest list such a page links to, unpacked; it is held in memory while it is read.")
    ByteSize pageLimit();

    @WithDefault("1m")
    @Within(min = "1s", max = "1h")
    @Doc("How long a web page or one answer of a search may take in all.")
    Duration pagePatience();

    @WithDefault("10")
    @Between(min = 0, max = 1000)
    @Doc("Lists a web page links to that are read with it; what comes after them is skipped and counted.")
    int pageLists();

    @WithDefault("1s")
    @Within(min = "0s", max = "1h")
    @Doc(
            "How long to wait between two requests to the same host, for web pages and searches; a robots.txt may ask for up to 10 s.")
    Duration pageInterval();

    @WithDefault("Masthead")
    @Doc("The User-Agent sent for web pages, where the provider names none; robots.txt is read for it.")
    String pageUserAgent();

    @WithDefault("true")
    @Doc("Whether a robots.txt that forbids a page is obeyed.")
    boolean pageRobots();

    @WithDefault("false")
    @Doc(
            "Whether a web page may lead into private networks, by a redirect or a link to a list. The address an operator gave may always be in one.")
    boolean privateAddresses();

    @Doc(
            "A ZeroNet client, for instance http://127.0.0.1:43110: zeronet:// and http://zero/ addresses are read through it.")
    Optional<String> zeronetGateway();

    @Doc(
            "Folders below which movies and series of this machine may be providers of kind library, separated by colons. None, and"
                    + " no such file is read, whatever a list says.")
    Optional<String> libraryFolders();

    @WithDefault("http://127.0.0.1:6878")
    @Doc("Where providers of kind acestream-search search that have no address of their own.")
    String searchAddress();

    @WithDefault("50")
    @Between(min = 1, max = 10_000)
    @Doc("Pages of results read of one search; what comes after them is left out.")
    int searchPages();

    @WithDefault("10")
    @Between(min = 1, max = 1000)
    @Doc(
            "Applied lists of a provider that are remembered and can be undone, newest first; and as many that were not applied.")
    int revisions();

    @WithDefault("2000000")
    @Between(min = 0, max = 1_000_000_000)
    @Doc(
            "Entries of a provider whose former state is kept for undoing; what the newest list changed is kept in any case. A million take up to half a GiB of the database.")
    int revisionEntries();

    @WithDefault("3")
    @Between(min = 0, max = 100)
    @Doc("Suspicious lists of a provider that are kept, gzipped, in the data folder's quarantine.")
    int quarantined();

    @WithDefault("14d")
    @Within(min = "1m", max = "365d")
    @Doc("How long a suspicious list is kept.")
    Duration quarantineAge();
}

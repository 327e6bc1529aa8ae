package masthead.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.BasePath;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Networks;
import masthead.config.PublicUrl;
import masthead.config.Within;

/** Settings of the listener and of the way out. */
@ConfigMapping(prefix = "http")
@Doc("The listener, and requests to the outside.")
public interface HttpSettings {
    @WithDefault("0.0.0.0")
    @Doc("The address to listen on; 127.0.0.1 keeps strangers out.")
    String host();

    @WithDefault("8000")
    @Between(min = 0, max = 65535)
    @Doc("The port to listen on; 0 takes any free one.")
    int port();

    @Doc("The port to listen on for TLS, beside the other; 0 takes any free one. Without it there is no TLS.")
    @Between(min = 0, max = 65535)
    Optional<Integer> tlsPort();

    @Doc("A PEM file with the certificate and those it was signed with. It is read again when it has changed.")
    Optional<String> tlsCertificate();

    @Doc("A PEM file with the certificate's key, without a password.")
    Optional<String> tlsKey();

    @WithDefault("true")
    @Doc("Whether HTTP/2 is offered over TLS. Browsers then use one connection for everything.")
    boolean http2();

    @Doc(
            "Where this server lives below a reverse proxy's name, for instance /tv. It goes into every address that players are"
                    + " given; requests are answered with and without it.")
    Optional<BasePath> basePath();

    @Doc(
            "The address players reach this server at, for instance http://tv.example.net:8080. Without it, each answer names the"
                    + " host the player asked for.")
    Optional<PublicUrl> publicUrl();

    @Doc(
            "Reverse proxies whose word is taken for where a request came from: the X-Forwarded headers of these addresses are"
                    + " believed, those of others are not.")
    Optional<Networks> trustedProxies();

    @WithDefault("0")
    @Between(min = 0, max = 1024)
    @Doc("Event loops that carry streams; 0 means one for two processors.")
    int loops();

    @WithDefault("64KiB")
    @Doc("The largest body of an ordinary request.")
    ByteSize bodyLimit();

    @WithDefault("512MiB")
    @Doc("The largest list that may be uploaded or fetched.")
    ByteSize uploadLimit();

    @WithDefault("20000")
    @Between(min = 1, max = 10_000_000)
    @Doc("Client connections open at once; further ones are closed at once and counted.")
    int maxConnections();

    @WithDefault("60s")
    @Within(min = "1s", max = "1d")
    @Doc("How long an idle connection is kept for the next request.")
    Duration idleTimeout();

    @WithDefault("30s")
    @Within(min = "1s", max = "10m")
    @Doc(
            "How long a player may need for 256 KiB of a segment, or what is left of it; then it is disconnected and counted.")
    Duration sendPatience();

    @WithDefault("10s")
    @Within(min = "1ms", max = "10m")
    @Doc("How long a connection to an upstream may take.")
    Duration connectTimeout();

    @WithDefault("5")
    @Between(min = 0, max = 50)
    @Doc("Redirects followed before an upstream is given up.")
    int maxRedirects();
}

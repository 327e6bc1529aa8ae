package masthead.http;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.File;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/**
 * A certificate chain and its key, two PEM files, as certbot and others keep them.
 *
 * @param http2 whether browsers are offered HTTP/2
 */
record CertificateFiles(Path certificate, Path key, boolean http2) {
    /** What tells one version of the two files from the next. */
    record Version(long certificateTime, long certificateSize, long keyTime, long keySize) {}

    /** Two looks at the file system; 0 for a file that is away. */
    Version version() {
        File chain = certificate.toFile();
        File secret = key.toFile();
        return new Version(chain.lastModified(), chain.length(), secret.lastModified(), secret.length());
    }

    /**
     * Reads both files. Takes TLS 1.2 and 1.3, with BoringSSL where its library loads and else with Java's own.
     *
     * @throws BadCertificate if they cannot be read, are not PEM, or do not belong together
     */
    SslContext load() {
        readable(certificate, "http.tls-certificate");
        readable(key, "http.tls-key");
        String[] offered = http2
                ? new String[] {ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1}
                : new String[] {ApplicationProtocolNames.HTTP_1_1};
        try {
            return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            offered))
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BadCertificate("The certificate " + certificate + " and the key " + key
                    + " cannot be used together: " + cause.getMessage());
        }
    }

    private static void readable(Path file, String setting) {
        if (!file.toFile().canRead()) {
            throw new BadCertificate(setting + ": the file " + file + " is not there or cannot be read");
        }
    }
}

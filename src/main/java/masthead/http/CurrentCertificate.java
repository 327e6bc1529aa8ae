package masthead.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with the certificate that is in its files now: a renewed one is taken without a restart.
 *
 * <p>Each new connection looks whether the files have changed, once a second at most. If so they are read aside, and the
 * connections after that have the new certificate; this one and all open ones keep the old. Files that cannot be used change
 * nothing. Any thread may ask.
 */
final class CurrentCertificate extends SslContext {
    private static final Logger log = LoggerFactory.getLogger(CurrentCertificate.class);
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000;

    private final CertificateFiles files;
    private final Executor aside;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile CertificateFiles.Version version;
    private volatile SslContext context;

    /**
     * @param aside runs what may block
     * @throws BadCertificate if the files cannot be used
     */
    CurrentCertificate(CertificateFiles files, Executor aside) {
        this.files = files;
        this.aside = aside;
        this.version = files.version();
        this.context = files.load();
    }

    private SslContext current() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (now - last > BETWEEN_LOOKS_NANOS
                && lookedAt.compareAndSet(last, now)
                && reading.compareAndSet(false, true)) {
            aside.execute(this::look);
        }
        return context;
    }

    private void look() {
        try {
            CertificateFiles.Version found = files.version();
            if (!found.equals(version)) {
                version = found;
                context = files.load();
                log.atInfo().addKeyValue("file", files.certificate()).log("Took the new certificate");
            }
        } catch (BadCertificate e) {
            log.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("The new certificate cannot be used; the old one stays");
        } finally {
            reading.set(false);
        }
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls) {
        return current().newHandler(buffers);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator buffers, boolean startTls, Executor tasks) {
        return current().newHandler(buffers, tasks);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return context.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // the only one there is
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return context.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers) {
        return current().newEngine(buffers);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator buffers, String host, int port) {
        return current().newEngine(buffers, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return context.sessionContext();
    }
}

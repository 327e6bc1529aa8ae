package masthead.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import reactor.netty.resources.LoopResources;

/**
 * The event loops: they carry every connection, in and out, and the relays between them.
 *
 * <p>Half as many as processors: one loop fills a network of 10 Gbit/s, what is not streams needs processors too, and a channel
 * whose viewers are spread over more loops costs more (see {@code bench/RESULTS.md}). Epoll where there is one. Nothing that
 * runs on them may block.
 */
public final class Loops implements AutoCloseable {
    private final LoopResources resources;
    private final EventLoopGroup group;
    private final DnsAddressResolverGroup names;

    private Loops(LoopResources resources) {
        this.resources = resources;
        this.group = resources.onServer(LoopResources.DEFAULT_NATIVE);
        this.names = new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelFactory(() -> resources.onChannel(DatagramChannel.class, group))
                .socketChannelFactory(() -> resources.onChannel(SocketChannel.class, group)));
    }

    /** Starts {@code count} loops; 0 means one for two processors. */
    public static Loops start(int count) {
        int loops = count > 0 ? count : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Loops(LoopResources.create("loop", -1, loops, true, false));
    }

    /** The next loop in turn, for something without a connection of its own. */
    public EventLoop next() {
        return group.next();
    }

    LoopResources resources() {
        return resources;
    }

    /**
     * Looks names up for every client, with one socket per loop. A client left to itself makes another for each call, which nobody
     * closes.
     */
    AddressResolverGroup<InetSocketAddress> names() {
        return names;
    }

    /** Resources that put a client connection on exactly this loop. */
    LoopResources only(EventLoop loop) {
        return new LoopResources() {
            @Override
            public EventLoopGroup onServer(boolean useNative) {
                return loop;
            }

            @Override
            public EventLoopGroup onClient(boolean useNative) {
                return loop;
            }

            @Override
            public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup ignored) {
                return resources.onChannel(type, group);
            }

            @Override
            public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup ignored) {
                return resources.onChannelClass(type, group);
            }
        };
    }

    /** Stops the loops; connections must be closed before. */
    @Override
    public void close() {
        names.close();
        resources.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(Duration.ofSeconds(2));
    }
}

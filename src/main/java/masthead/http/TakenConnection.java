package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * A viewer's connection after HTTP is done with it: this handler alone on the socket (and TLS, where there is any).
 *
 * <p>What the client still sends is read, so that its leaving is noticed, and thrown away; a client that keeps sending is
 * disconnected after {@value #CHATTER_LIMIT} bytes.
 *
 * <p>Where nothing stands between this handler and an epoll socket, and nothing waits in its queue, {@link #sendNow} hands bytes to
 * the kernel without any of what a queue needs: with hundreds of viewers those objects, long out of the processor's caches when
 * the next chunk comes, are most of what a chunk costs outside the kernel.
 */
final class TakenConnection extends ChannelInboundHandlerAdapter implements Takeover {
    /** Below the low mark a viewer asks for more; above the high one he has to wait. Four full chunks fit between. */
    static final WriteBufferWaterMark QUEUE = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    static final String NAME = "masthead.taken";

    private static final int CHATTER_LIMIT = 64 * 1024;

    private final Channel channel;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Runnable more;
    private @Nullable Socket socket;
    private boolean queueing;
    private int chatter;

    private TakenConnection(Channel channel) {
        this.channel = channel;
    }

    /** Takes {@code channel} over and sends {@code head}, all at once, on its event loop. */
    static TakenConnection over(Channel channel, String head) {
        TakenConnection taken = new TakenConnection(channel);
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addBefore(NettyPipeline.HttpCodec, NAME, taken);
            removeAllBehind(pipeline);
        }
        if (channel instanceof EpollSocketChannel epoll
                && pipeline.first() instanceof TakenConnection
                && epoll.fd() instanceof Socket open) {
            taken.socket = open;
        }
        channel.config().setWriteBufferWaterMark(QUEUE);
        channel.config().setAutoRead(true);
        taken.write(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.ISO_8859_1)));
        taken.flush();
        return taken;
    }

    /** From the back, so that what a decoder still holds falls off the end instead of reaching a handler that is done. */
    static void removeAllBehind(ChannelPipeline pipeline) {
        List<String> names = pipeline.names();
        int ours = names.indexOf(NAME);
        for (int i = names.size() - 1; i > ours; i--) {
            if (pipeline.context(names.get(i)) != null && pipeline.get(names.get(i)) != null) {
                pipeline.remove(names.get(i));
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        if (message instanceof ByteBuf bytes) {
            chatter += bytes.readableBytes();
        }
        ReferenceCountUtil.release(message);
        if (chatter > CHATTER_LIMIT) {
            close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ignored) {
        if (more != null && channel.isWritable()) {
            more.run();
        }
    }

    /** A socket that fails is a viewer who left; nobody needs to know why. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
        channel.close();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (context == null || !channel.isActive()) {
            bytes.release();
        } else {
            queueing = true;
            context.write(bytes, context.voidPromise());
        }
    }

    @Override
    public void flush() {
        if (queueing && context != null) {
            context.flush();
        }
    }

    @Override
    public int sendNow(long address, int length) {
        if (socket == null || stillQueueing() || !socket.isOpen()) {
            return 0;
        }
        try {
            return socket.sendAddress(address, 0, length);
        } catch (IOException e) { // who left
            channel.close();
            return length;
        }
    }

    /** Whether something may be in the queue: asked without touching it while nothing was put there. */
    private boolean stillQueueing() {
        queueing = queueing && queuedBytes() > 0;
        return queueing;
    }

    @Override
    public boolean writable() {
        return !queueing || channel.isWritable();
    }

    @Override
    public long queuedBytes() {
        return channel.unsafe().outboundBuffer() == null
                ? 0
                : channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    @Override
    public void whenWritable(Runnable callback) {
        more = callback;
    }

    @Override
    public void close() {
        channel.close();
    }
}

package masthead.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * A viewer who came by HTTP/2: one stream of a connection that may carry other requests of his.
 *
 * <p>There is no connection to take over, so what is written becomes DATA frames, and the client's flow control decides how
 * much of it leaves. What the client still sends is thrown away; more than {@value #CHATTER_LIMIT} bytes end the stream.
 */
final class TakenStream extends ChannelInboundHandlerAdapter implements Takeover {
    private static final int CHATTER_LIMIT = 64 * 1024;

    private final Http2StreamChannel channel;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Runnable more;
    private long queued;
    private int chatter;
    private boolean ending;

    private TakenStream(Http2StreamChannel channel) {
        this.channel = channel;
    }

    /** Takes {@code channel} over and answers 200, all at once, on its event loop. */
    static TakenStream over(Http2StreamChannel channel, String contentType, Map<String, String> headers) {
        TakenStream taken = new TakenStream(channel);
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.H2ToHttp11Codec) != null) {
            pipeline.addBefore(NettyPipeline.H2ToHttp11Codec, TakenConnection.NAME, taken);
            TakenConnection.removeAllBehind(pipeline);
        }
        channel.config().setWriteBufferWaterMark(TakenConnection.QUEUE);
        channel.config().setAutoRead(true);
        Http2Headers head = new DefaultHttp2Headers().status("200").set("content-type", contentType);
        headers.forEach((name, value) -> head.set(name.toLowerCase(Locale.ROOT), value));
        if (taken.context != null) {
            taken.context.writeAndFlush(new DefaultHttp2HeadersFrame(head));
        }
        return taken;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        if (message instanceof Http2DataFrame frame) {
            chatter += frame.initialFlowControlledBytes();
        }
        ReferenceCountUtil.release(message);
        if (chatter > CHATTER_LIMIT) {
            channel.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ignored) {
        if (more != null && channel.isWritable()) {
            more.run();
        }
    }

    /** A stream that fails is a viewer who left; nobody needs to know why. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
        channel.close();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (context == null || ending || !channel.isActive()) {
            bytes.release();
            return;
        }
        int size = bytes.readableBytes();
        queued += size;
        context.write(new DefaultHttp2DataFrame(bytes)).addListener(written -> queued -= size);
    }

    @Override
    public void flush() {
        if (context != null) {
            context.flush();
        }
    }

    @Override
    public int sendNow(long address, int length) {
        return 0;
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public long queuedBytes() {
        return queued;
    }

    @Override
    public void whenWritable(Runnable callback) {
        more = callback;
    }

    /** Ends the body as whole where nothing waits; else resets the stream, for its client does not take what there is. */
    @Override
    public void close() {
        if (context == null || queued > 0) {
            channel.close();
        } else if (!ending) {
            ending = true;
            context.writeAndFlush(new DefaultHttp2DataFrame(true)).addListener(ChannelFutureListener.CLOSE);
        }
    }
}

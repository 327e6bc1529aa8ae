package masthead.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.NettyPipeline;

/**
 * Stops to read from an HTTP/1.1 client that has sent more than {@value #MOST} requests ahead, until half of them are answered.
 *
 * <p>The server library keeps what is sent ahead in a queue without an end, and an answer here may take seconds: a channel is
 * opened first. What one read brought is kept though; more than 128 requests in it end the connection, by the codec's own limit.
 */
final class RequestsAhead extends ChannelDuplexHandler {
    static final int MOST = 32;
    private static final String NAME = "masthead.ahead";

    private int waiting = 1;
    private boolean holding;
    private boolean wanted;
    private boolean automatic;

    private RequestsAhead() {}

    /** Watches {@code channel} from its first request on; HTTP/2 has bounds of its own. */
    static void watch(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) instanceof HttpServerCodec && pipeline.get(NAME) == null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, NAME, new RequestsAhead());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest && ++waiting > MOST && !holding) {
            holding = true;
            automatic = context.channel().config().isAutoRead();
            context.channel().config().setAutoRead(false);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (holding) {
            wanted = true;
        } else {
            context.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim =
                message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        context.write(message, promise);
        if (message instanceof LastHttpContent && !interim && --waiting <= MOST / 2 && holding) {
            holding = false;
            context.channel().config().setAutoRead(automatic);
            if (wanted) {
                wanted = false;
                context.read();
            }
        }
    }
}

package masthead.xtream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.http.Origin;
import masthead.http.StreamRequest;
import masthead.http.Takeover;
import masthead.tuner.Slate;

/**
 * A request whose refusal may be a slate. For all who were given it, it is over as soon as it is refused: seat and relay are
 * left before the slate begins.
 *
 * <p>Lives on its connection's event loop.
 */
final class SlatedRequest implements StreamRequest {
    private final StreamRequest request;
    private final RefusalSlates slates;
    private final List<Runnable> left = new ArrayList<>();
    private volatile Slate slate = Slate.CHANNEL_OFFLINE;
    private volatile boolean over;

    SlatedRequest(StreamRequest request, RefusalSlates slates) {
        this.request = request;
        this.slates = slates;
        request.whenGone(this::over);
    }

    /** What a refusal from now on shows. From any thread. */
    void because(Slate reason) {
        slate = reason;
    }

    @Override
    public void refuse(int status, String reason) {
        if (!over) {
            over();
            slates.refuse(request, new XtreamProblem(status, "no-picture", reason), slate);
        }
    }

    /** Each of them hears of it at its own turn: one who fails keeps nobody else from hearing of it. */
    private void over() {
        if (!over) {
            over = true;
            left.forEach(request::run);
            left.clear();
        }
    }

    @Override
    public boolean gone() {
        return over;
    }

    @Override
    public void whenGone(Runnable told) {
        if (over) {
            told.run();
        } else {
            left.add(told);
        }
    }

    @Override
    public EventLoop loop() {
        return request.loop();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String pathParameter(String name) {
        return request.pathParameter(name);
    }

    @Override
    public Optional<String> parameter(String name) {
        return request.parameter(name);
    }

    @Override
    public String query() {
        return request.query();
    }

    @Override
    public Optional<String> header(String name) {
        return request.header(name);
    }

    @Override
    public String clientAddress() {
        return request.clientAddress();
    }

    @Override
    public long arrivedNanos() {
        return request.arrivedNanos();
    }

    @Override
    public Origin origin() {
        return request.origin();
    }

    @Override
    public void run(Runnable task) {
        request.run(task);
    }

    @Override
    public void reply(int status, Map<String, String> headers) {
        request.reply(status, headers);
    }

    @Override
    public void send(int status, Map<String, String> headers, List<ByteBuf> body) {
        request.send(status, headers, body);
    }

    @Override
    public Takeover accept(String contentType, Map<String, String> headers) {
        return request.accept(contentType, headers);
    }
}

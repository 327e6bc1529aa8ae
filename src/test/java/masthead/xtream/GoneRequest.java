package masthead.xtream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.http.Origin;
import masthead.http.StreamRequest;
import masthead.http.Takeover;

/** The request of a client who has left: nothing can be answered any more. Tasks run where they are given. */
record GoneRequest(EventLoop loop, Map<String, String> path) implements StreamRequest {
    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String pathParameter(String name) {
        return path.getOrDefault(name, "");
    }

    @Override
    public Optional<String> parameter(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public String clientAddress() {
        return "192.0.2.1";
    }

    @Override
    public long arrivedNanos() {
        return 0;
    }

    @Override
    public Origin origin() {
        return new Origin("http", "localhost", 80);
    }

    @Override
    public void run(Runnable task) {
        task.run();
    }

    @Override
    public boolean gone() {
        return true;
    }

    @Override
    public void whenGone(Runnable left) {
        left.run();
    }

    @Override
    public void refuse(int status, String reason) {}

    @Override
    public void reply(int status, Map<String, String> headers) {}

    @Override
    public void send(int status, Map<String, String> headers, List<ByteBuf> body) {
        body.forEach(ByteBuf::release);
    }

    @Override
    public Takeover accept(String contentType, Map<String, String> headers) {
        throw new IllegalStateException("He left");
    }
}

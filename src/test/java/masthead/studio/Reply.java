package masthead.studio;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The panel's side of one connection, for a {@link FakePanel.Mood} to speak on. On the connection's own thread. */
public final class Reply {
    private final FakePanel.Request request;
    private final Socket socket;
    private final CountDownLatch closed;
    private final int run;
    private long written;

    Reply(FakePanel.Request request, Socket socket, CountDownLatch closed, int run) {
        this.request = request;
        this.socket = socket;
        this.closed = closed;
        this.run = run;
    }

    public FakePanel.Request request() {
        return request;
    }

    /** Differs for every connection of this panel. */
    public int run() {
        return run;
    }

    /** Bytes written after the head. */
    public long written() {
        return written;
    }

    /** Sends status line and headers; {@code headers} are whole lines without their ends. */
    public void head(int status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n");
        for (String each : headers) {
            head.append(each).append("\r\n");
        }
        out().write(FakePanel.bytes(head.append("\r\n").toString()));
    }

    /** Sends a whole answer. */
    public void whole(int status, String type, byte[] body) throws IOException {
        head(status, "Content-Type: " + type, "Content-Length: " + body.length);
        body(body);
    }

    /** Sends bytes of the body; nothing is sent in answer to HEAD. */
    public void body(byte[] bytes) throws IOException {
        body(bytes, 0, bytes.length);
    }

    /** Sends some bytes of the body. */
    public void body(byte[] bytes, int from, int count) throws IOException {
        if (!request.method().equals("HEAD")) {
            out().write(bytes, from, count);
            written += count;
        }
    }

    /** Waits, or ends the connection because the panel closes. */
    public void pause(Duration length) throws IOException {
        try {
            if (closed.await(Math.max(0, length.toNanos()), TimeUnit.NANOSECONDS)) {
                throw new IOException("the panel closed");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(stop);
        }
    }

    /** Waits as {@link #pause}, or ends the connection at once when the other side hangs up. */
    public void pauseWhileThere(Duration length) throws IOException {
        socket.setSoTimeout((int) Math.max(1, length.toMillis()));
        try {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("it hung up");
            }
        } catch (SocketTimeoutException stillThere) {
            socket.setSoTimeout(0);
        }
    }

    /** Says nothing more until the other side hangs up, or the panel closes. */
    public void silence() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Whatever it says, there is no answer.
        }
    }

    /** Cuts the connection with a TCP reset: what is under way is lost. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private OutputStream out() throws IOException {
        return socket.getOutputStream();
    }
}

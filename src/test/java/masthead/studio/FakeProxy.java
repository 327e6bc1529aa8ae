package masthead.studio;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on a socket of this machine: HTTP CONNECT (RFC 9110, 9.3.6), SOCKS5 (RFC 1928, 1929) and SOCKS4A on one port, as the
 * first byte says. Whatever host it is asked for, it connects to the same port of {@code 127.0.0.1}.
 */
public final class FakeProxy implements AutoCloseable {
    /** What it does with a request. */
    public enum Manner {
        CONNECTS,
        REFUSES,
        HANGS,
        HANGS_UP
    }

    private final ServerSocket listener;
    private final String login;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Manner manner = Manner.CONNECTS;

    /** A proxy for anybody. */
    public FakeProxy() {
        this("");
    }

    /** @param login {@code user:password}, or for SOCKS4 {@code user}; empty for a proxy that asks for none */
    public FakeProxy(String login) {
        this.login = login;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake proxy").start(this::listen);
    }

    public FakeProxy behaving(Manner other) {
        manner = other;
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** What it was asked to connect to, {@code protocol host:port}, oldest first. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Connections open now, on either side. */
    public int connections() {
        return sockets.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket each : sockets) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().name("fake proxy connection").start(() -> converse(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            in.mark(1);
            int first = in.read();
            in.reset();
            switch (first) {
                case 4 -> socks4(client, in);
                case 5 -> socks5(client, in);
                default -> http(client, in);
            }
        } catch (IOException gone) {
            // The other side hung up, or we did.
        } finally {
            sockets.remove(client);
        }
    }

    private void http(Socket client, DataInputStream in) throws IOException {
        String head = until(in, "\r\n\r\n");
        String[] line = head.lines().findFirst().orElse("").split(" ");
        asked.add("http " + line[0] + " " + line[1]);
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        boolean welcome = login.isEmpty()
                || head.toLowerCase(Locale.ROOT)
                        .contains(("\r\nproxy-authorization: Basic " + basic + "\r\n").toLowerCase(Locale.ROOT));
        int port = Integer.parseInt(line[1].substring(line[1].lastIndexOf(':') + 1));
        if (!welcome) {
            write(
                    client,
                    "HTTP/1.1 407 No entry for you\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else if (goesOn(in)) {
            relay(client, in, port, "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else if (manner == Manner.REFUSES) {
            write(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void socks5(Socket client, DataInputStream in) throws IOException {
        in.readByte();
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) >= 0;
        if (!login.isEmpty()) {
            write(client, 5, offered ? 2 : 0xff);
            in.readByte();
            String user = text(in) + ":" + text(in);
            write(client, 1, user.equals(login) ? 0 : 1);
            if (!user.equals(login)) {
                return;
            }
        } else {
            write(client, 5, 0);
        }
        in.readNBytes(3);
        int kind = in.readUnsignedByte();
        String host = kind == 3
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16)).getHostAddress();
        int port = in.readUnsignedShort();
        asked.add("socks5 " + host + ":" + port);
        if (goesOn(in)) {
            relay(client, in, port, new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        } else if (manner == Manner.REFUSES) {
            write(client, 5, 2, 0, 1, 0, 0, 0, 0, 0, 0);
        }
    }

    private void socks4(Socket client, DataInputStream in) throws IOException {
        in.readNBytes(2);
        int port = in.readUnsignedShort();
        byte[] address = in.readNBytes(4);
        String user = until(in, "\0").replace("\0", "");
        boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0;
        String host = named
                ? until(in, "\0").replace("\0", "")
                : InetAddress.getByAddress(address).getHostAddress();
        asked.add("socks4 " + host + ":" + port);
        if (!user.equals(login) || manner == Manner.REFUSES) {
            write(client, 0, 0x5b, 0, 0, 0, 0, 0, 0);
        } else if (goesOn(in)) {
            relay(client, in, port, new byte[] {0, 0x5a, 0, 0, 0, 0, 0, 0});
        }
    }

    private boolean goesOn(InputStream in) throws IOException {
        if (manner == Manner.HANGS) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return manner == Manner.CONNECTS;
    }

    private void relay(Socket client, InputStream in, int port, byte[] welcome) throws IOException {
        try (Socket target = new Socket("127.0.0.1", port)) {
            sockets.add(target);
            write(client, welcome);
            Thread.ofVirtual().start(() -> {
                try (target) {
                    in.transferTo(target.getOutputStream());
                } catch (IOException gone) {
                    // The client left.
                } finally {
                    sockets.remove(target);
                }
            });
            target.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void write(Socket socket, int... bytes) throws IOException {
        byte[] whole = new byte[bytes.length];
        for (int at = 0; at < whole.length; at++) {
            whole[at] = (byte) bytes[at];
        }
        write(socket, whole);
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static String until(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int each = in.read();
            if (each < 0 || text.length() > 10_000) {
                throw new IOException("not what a proxy is told");
            }
            text.append((char) each);
        }
        return text.toString();
    }
}

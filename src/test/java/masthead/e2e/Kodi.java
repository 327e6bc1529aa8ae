package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kodi with IPTV Simple, without a screen, asked over its JSON-RPC. */
final class Kodi implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final Process process;
    private final int port;

    /** Starts with a list and a guide; its files go into {@code home}. */
    Kodi(Path home, String list, String guide) throws IOException {
        this.home = home;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path userdata = home.resolve(".kodi/userdata");
        Path own = userdata.resolve("addon_data/pvr.iptvsimple");
        Files.createDirectories(own);
        Files.writeString(userdata.resolve("guisettings.xml"), """
                <settings version="2">
                  <setting id="services.webserver">true</setting>
                  <setting id="services.webserverport">%d</setting>
                  <setting id="services.webserverauthentication">false</setting>
                  <setting id="services.esallinterfaces">false</setting>
                </settings>
                """.formatted(port));
        String settings = """
                <settings version="2">
                  <setting id="kodi_addon_instance_name">Masthead</setting>
                  <setting id="kodi_addon_instance_enabled">true</setting>
                  <setting id="m3uPathType">1</setting>
                  <setting id="m3uUrl">%s</setting>
                  <setting id="epgPathType">1</setting>
                  <setting id="epgUrl">%s</setting>
                </settings>
                """.formatted(escaped(list), escaped(guide));
        Files.writeString(own.resolve("instance-settings-1.xml"), settings);
        Files.writeString(own.resolve("settings.xml"), settings); // versions differ in which they read
        ProcessBuilder builder = new ProcessBuilder(List.of("xvfb-run", "-a", "kodi", "--standalone"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("kodi.out").toFile());
        builder.directory(home.toFile()); // where it may leave a dump of its memory when it is killed
        builder.environment().put("HOME", home.toString());
        process = builder.start();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;");
    }

    /** Waits until it answers, and turns IPTV Simple on. */
    void awaitUp() {
        await("Kodi")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> ask("JSONRPC.Ping", "{}").contains("pong"));
        String answer = ask("Addons.SetAddonEnabled", "{\"addonid\":\"pvr.iptvsimple\",\"enabled\":true}");
        assertThat(answer).as("is kodi-pvr-iptvsimple installed?").contains("OK");
    }

    /** The answer to a question, as JSON. */
    String ask(String method, String parameters) {
        String question = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/jsonrpc"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What Kodi's guide has for the channel of this name. */
    String broadcasts(String channel) {
        Matcher id = Pattern.compile("\"channelid\":(\\d+),\"label\":\"" + Pattern.quote(channel) + "\"")
                .matcher(ask("PVR.GetChannels", "{\"channelgroupid\":\"alltv\"}"));
        assertThat(id.find()).as(channel).isTrue();
        return ask("PVR.GetBroadcasts", "{\"channelid\":" + id.group(1) + "}");
    }

    /** Its log, for whoever wonders. */
    String log() throws IOException {
        return Files.readString(home.resolve(".kodi/temp/kodi.log"));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

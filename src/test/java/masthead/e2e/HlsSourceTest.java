package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HLS source as ffmpeg makes it, through Masthead, as ffmpeg and ffprobe see it. */
@Tag("e2e")
class HlsSourceTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void ffmpeg_has_nothing_to_say_about_a_live_source_of_ffmpegs_own() throws IOException {
        Command.needs("ffmpeg", "ffprobe");
        Path www = Files.createDirectory(folder.resolve("www"));
        var files = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), www, SimpleFileServer.OutputLevel.NONE);
        files.start();
        Process encoder = encoder(www, "live.m3u8").start();
        try (ServerProcess server = ServerProcess.serve(folder, "sesame")) {
            await().atMost(MINUTE).until(() -> Files.exists(www.resolve("live.m3u8")));
            String at = "http://127.0.0.1:" + files.getAddress().getPort();
            Files.writeString(www.resolve("list.m3u"), "#EXTM3U\n#EXTINF:-1,Live\n" + at + "/live.m3u8\n");
            Provider.add(server, "sesame", at + "/list.m3u").importList();
            String channel = Channels.addresses(server, "sesame").getFirst();
            Command ffmpeg = run("ffmpeg", "-v", "error", "-i", channel, "-t", "12", "-f", "null", "-");
            assertThat(ffmpeg.out() + ffmpeg.err()).isEmpty();
            String streams = run(
                            "ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", channel)
                    .out();
            assertThat(streams.lines().filter(line -> !line.isBlank()).distinct())
                    .contains("h264", "aac");
        } finally {
            encoder.destroy();
            files.stop(0);
        }
    }

    private static ProcessBuilder encoder(Path www, String list) {
        String words =
                "ffmpeg -nostdin -v error -re -f lavfi -i testsrc=s=320x180:r=25 -re -f lavfi -i sine=f=440:r=48000"
                        + " -c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 50 -sc_threshold 0"
                        + " -c:a aac -f hls -hls_time 2 -hls_list_size 5 -hls_flags delete_segments+temp_file " + list;
        return new ProcessBuilder(List.of(words.split(" ")))
                .directory(www.toFile())
                .redirectErrorStream(true)
                .redirectOutput(www.resolve("encoder.log").toFile());
    }

    private Command run(String... words) {
        return Command.run(folder, MINUTE, words).succeeded();
    }
}

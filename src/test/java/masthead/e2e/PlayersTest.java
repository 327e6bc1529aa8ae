package masthead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import masthead.e2e.Recording.Look;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ffmpeg, mpv and VLC on both our outputs, from every kind of source. */
@Tag("e2e")
@SuppressWarnings("NullAway.Init") // set before all
class PlayersTest {
    private static final String PASSWORD = "sesame";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static Recording recording;

    @BeforeAll
    static void record() {
        Command.needs("ffmpeg");
        recording = Recording.make(folder, Look.PLAIN, 120);
    }

    static Stream<Arguments> ways() {
        Stream<Arguments> all = Stream.of("ts", "m3u8")
                .flatMap(output ->
                        Stream.of(".ts", "/list.m3u8", "/master.m3u8").map(source -> Arguments.of(source, output)));
        return Boolean.getBoolean("e2e.quick") ? Stream.of(Arguments.of(".ts", "m3u8")) : all;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void ffmpeg_has_nothing_to_say(String source, String output) {
        play(source, address -> {
            Command ffmpeg = Command.run(
                    folder, MINUTE, words("ffmpeg -v error -i " + address + "." + output + " -t 12 -f null -"));
            ffmpeg.succeeded();
            assertThat(ffmpeg.out() + ffmpeg.err()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void mpv_plays_picture_and_sound(String source, String output) {
        Command.needs("mpv");
        play(source, address -> {
            String words = "mpv --no-config --vo=null --ao=null --length=6 --msg-level=all=v " + address + "." + output;
            assertThat(Command.run(folder, MINUTE, words(words)).succeeded().out())
                    .contains("(h264", "(aac", "first video frame after restart shown")
                    .containsPattern("audio=(playing|ready), video=playing")
                    .doesNotContainIgnoringCase("discontinu", "corrupt", "concealing", "error while");
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void vlc_plays_picture_and_sound(String source, String output) throws IOException {
        Command.needs("cvlc");
        Path open = Files.createTempDirectory(
                "vlc", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        play(source, address -> {
            String words = "cvlc -vv --no-color --vout=dummy --aout=dummy --run-time=8 " + address + "." + output
                    + " vlc://quit";
            String said = Command.runUnprivileged(open, MINUTE, words.split(" "))
                    .succeeded()
                    .err();
            assertThat(said)
                    .contains("using video decoder module", "using audio decoder module", "Received first picture")
                    .doesNotContain("discontinuity");
            // The list of a channel that was off air is short at first: VLC takes its pause of a second from that.
            assertThat(said.lines().filter(line -> line.contains("main input error")))
                    .allMatch(line -> output.equals("m3u8") && line.contains("is called too late"))
                    .hasSizeLessThanOrEqualTo(2);
        });
    }

    /** Hands {@code player} the address of a channel from {@code source}, but for its extension. */
    private static void play(String source, Consumer<String> player) {
        try (FeedServer sources = new FeedServer();
                ServerProcess server = ServerProcess.serve(folder.resolve("" + System.nanoTime()), PASSWORD)) {
            sources.add("one", recording);
            FedChannel channel = FedChannel.of(server, PASSWORD, List.of(sources.address("one" + source)));
            player.accept(channel.address("ts").replaceAll("\\.ts$", ""));
        }
    }

    private static List<String> words(String words) {
        return List.of(words.split(" "));
    }
}

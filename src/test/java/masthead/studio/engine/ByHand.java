package masthead.studio.engine;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./mast fake-engine}: a {@link FakeEngine} that shows Masthead's test cards, until it is interrupted. */
@Command(
        name = "./mast fake-engine",
        mixinStandardHelpOptions = true,
        description = "An AceStream engine without a swarm: shows six test cards, and fails on demand.")
final class ByHand implements Callable<Integer> {
    private static final List<String> CARDS = List.of("one", "news", "world", "sport", "kids", "music");

    @Option(names = "--port", defaultValue = "6878", description = "Where it answers; ${DEFAULT-VALUE} unless told.")
    int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Who may ask: ${DEFAULT-VALUE} is this machine alone, 0.0.0.0 everybody.")
    String host = "127.0.0.1";

    @Option(
            names = "--policy",
            description = "One of the policies, as dup_policy=kill_old or prebuffer_ms=5000; as often as you like.")
    Map<String, String> policies = Map.of();

    @Spec
    CommandSpec spec = CommandSpec.create();

    private ByHand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new ByHand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter complaints = spec.commandLine().getErr();
        Policies chosen = Policies.USUAL;
        try {
            for (Map.Entry<String, String> each : policies.entrySet()) {
                chosen = chosen.with(each.getKey(), each.getValue());
            }
            FakeEngine engine = new FakeEngine(new FakeEngine.Setup(host, port, chosen, Clock.systemUTC(), 1));
            engine.add(CARDS.stream().map(Content::card).toArray(Content[]::new));
            engine.add(Content.marked("Marked"));
            offer(engine, out);
            out.flush();
        } catch (IllegalArgumentException wrong) {
            complaints.println(wrong.getMessage());
            return 2;
        } catch (UncheckedIOException taken) {
            complaints.println("Cannot listen on " + host + ":" + port + ": " + taken.getMessage());
            return 1;
        }
        new CountDownLatch(1).await(); // until it is interrupted
        return 0;
    }

    private static void offer(FakeEngine engine, PrintWriter out) {
        Content first = Content.card(CARDS.getFirst());
        String address = engine.url("").replace("0.0.0.0", "127.0.0.1");
        out.println("A fake AceStream engine listens on " + engine.address() + ". What it plays:");
        out.println();
        out.println("  name    content id                                infohash");
        CARDS.forEach(each -> out.printf(
                "  %-6s  %s  %s%n",
                each, Content.card(each).contentId(), Content.card(each).infohash()));
        out.printf("""

                Look at it           ffplay '%1$s/ace/getstream?id=%2$s'
                In a list            acestream://%2$s
                Sessions, requests   curl %1$s/__fake/sessions      curl %1$s/__fake/log
                All controls         curl %1$s/__fake/
                End every body       curl -d '{"fault":"eof","next":1}' %1$s/__fake/fault
                Go silent            curl -d '{"fault":"stall"}' %1$s/__fake/fault
                All well again       curl -X DELETE %1$s/__fake/fault
                Restart, 5 s away    curl -d '{"refuse_ms":5000}' %1$s/__fake/restart
                """, address, first.contentId());
    }
}

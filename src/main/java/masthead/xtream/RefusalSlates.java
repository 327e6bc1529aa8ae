package masthead.xtream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.ScheduledFuture;
import io.prometheus.metrics.core.metrics.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import masthead.access.Admission;
import masthead.http.StreamRequest;
import masthead.http.Takeover;
import masthead.metrics.Metrics;
import masthead.tuner.Slate;
import masthead.tuner.SlateSettings;
import masthead.tuner.Slates;

/**
 * Refuses streams: with an HTTP error, or, where the operator wants it, with a picture that tells the reason.
 *
 * <p>The picture is an ordinary stream in real time that ends after {@code slates.length}. Who is shown one has no seat and no
 * relay: he is no viewer. No more than {@code slates.most} are shown one at once. Safe on any thread.
 */
public final class RefusalSlates {
    /** Players want something to begin with. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private static final Map<String, String> HEADERS =
            Map.of("Cache-Control", "no-store", "Access-Control-Allow-Origin", "*", "X-Accel-Buffering", "no");

    private final Slates slates;
    private final SlateSettings settings;
    private final AtomicInteger showing = new AtomicInteger();
    private final Counter shown;
    private final Counter tooMany;

    public RefusalSlates(Slates slates, SlateSettings settings, Metrics metrics) {
        this.slates = slates;
        this.settings = settings;
        shown = metrics.counter(
                "masthead_slates_shown_total", "Refused viewers who were shown a slate instead of an error.", "slate");
        Stream.of(Slate.values()).forEach(each -> shown.initLabelValues(each.wireName()));
        tooMany = metrics.counter(
                "masthead_slates_too_many_total", "Refused viewers who got an error because of slates.most.");
        metrics.gauge("masthead_slates_showing", "Refused viewers who are shown a slate now.", showing::get);
    }

    /** Why somebody is refused, as a picture. Who he says he is must be true: to a stranger nothing is shown. */
    static Optional<Slate> of(Admission refused) {
        return switch (refused) {
            case Admission.Disabled disabled -> Optional.of(Slate.ACCOUNT_DISABLED);
            case Admission.Expired expired -> Optional.of(Slate.ACCOUNT_EXPIRED);
            case Admission.Full full -> Optional.of(Slate.TOO_MANY_CONNECTIONS);
            case Admission.Granted granted -> Optional.empty();
            case Admission.WrongCredentials wrong -> Optional.empty();
            case Admission.FormatNotAllowed format -> Optional.empty();
            case Admission.AddressNotAllowed address -> Optional.empty();
            case Admission.AgentNotAllowed agent -> Optional.empty();
            case Admission.NotInLineup outside -> Optional.empty();
        };
    }

    /** Refuses {@code request} because of {@code admission}. On its event loop. */
    void refuse(StreamRequest request, Admission admission) {
        XtreamProblem problem = XtreamProblem.of(admission);
        Optional<Slate> slate = of(admission);
        if (slate.isPresent()) {
            refuse(request, problem, slate.get());
        } else {
            request.refuse(problem.status(), problem.text());
        }
    }

    /** Refuses {@code request}; {@code slate} says why. On its event loop. */
    void refuse(StreamRequest request, XtreamProblem problem, Slate slate) {
        if (!request.gone() && settings.refusals() && place()) {
            request.whenGone(showing::decrementAndGet);
            show(request, slate);
        } else {
            request.refuse(problem.status(), problem.text());
        }
    }

    private boolean place() {
        if (showing.incrementAndGet() <= settings.most()) {
            return true;
        }
        showing.decrementAndGet();
        tooMany.inc();
        return false;
    }

    private void show(StreamRequest request, Slate slate) {
        shown.labelValues(slate.wireName()).inc();
        Takeover connection = request.accept(LiveRoute.TYPE, HEADERS);
        Slates.Show show = slates.play(slate, AHEAD, request.loop(), new Picture(connection));
        request.whenGone(show::close);
        ScheduledFuture<?> end =
                request.loop().schedule(connection::close, settings.length().toMillis(), TimeUnit.MILLISECONDS);
        request.whenGone(() -> end.cancel(false));
    }

    /** A slate on its way to one connection, which is never given more than it takes. */
    private record Picture(Takeover connection) implements Slates.Taker {
        @Override
        public boolean ready() {
            return connection.writable();
        }

        @Override
        public void take(ByteBuf packets) {
            ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(packets.readableBytes());
            connection.write(copy.writeBytes(packets));
            connection.flush();
        }
    }
}

package masthead.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import masthead.config.ByteSize;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class BoundedBodyTest {
    private static final ByteSize LIMIT = new ByteSize(100);
    private static final Duration SILENCE = Duration.ofMillis(200);

    private static InputStream body(Flux<byte[]> pieces) {
        return BoundedBody.of(pieces, LIMIT, () -> {}, SILENCE);
    }

    @Test
    void a_reader_who_is_busy_with_what_he_has_does_not_make_the_sender_late() throws IOException {
        InputStream body = body(Flux.range(0, 20).map(each -> new byte[] {each.byteValue()}));
        assertThat(body.read()).isZero();
        Awaitility.await().pollDelay(500, TimeUnit.MILLISECONDS).until(() -> true);
        assertThat(body.readAllBytes()).hasSize(19);
    }

    @Test
    void a_sender_who_keeps_silent_is_given_up() throws IOException {
        InputStream body = body(Flux.concat(Flux.just(new byte[] {1}), Flux.never()));
        assertThat(body.read()).isOne();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("nothing came");
    }

    @Test
    void a_body_cut_short_fails_however_often_it_is_read() throws IOException {
        InputStream body = body(Flux.concat(Flux.just(new byte[] {1}), Flux.error(new ClientGone())));
        assertThat(body.read()).isOne();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("The client left");
        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    }

    @Test
    void the_end_stays_the_end() throws IOException {
        InputStream body = body(Flux.just(new byte[] {1}));
        assertThat(body.readAllBytes()).hasSize(1);
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void a_body_over_its_limit_is_too_large() {
        assertThatThrownBy(() -> body(Flux.just(new byte[60], new byte[60])).readAllBytes())
                .isInstanceOf(BodyTooLarge.class);
    }
}

package masthead.tuner;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys of one HLS feed, each asked for once; the last few are kept. Lives on one event loop. */
final class HlsKeys {
    private static final int KEPT = 8;
    private static final int LONGEST = 1024;

    private final Way way;
    private final Map<String, byte[]> known = new LinkedHashMap<>();
    private @Nullable WholeBody asking;

    HlsKeys(Way way) {
        this.way = way;
    }

    boolean asking() {
        return asking != null;
    }

    Optional<byte[]> known(String url) {
        return Optional.ofNullable(known.get(url));
    }

    /** @param done called once, with what went wrong or with nothing, when the key is known */
    void ask(String url, Consumer<Optional<NoSignal>> done) {
        asking = WholeBody.get(way, url, LONGEST, outcome -> {
            asking = null;
            switch (outcome) {
                case WholeBody.Outcome.Failed(NoSignal why) ->
                    done.accept(Optional.of(new NoSignal.NoKey(why.reason())));
                case WholeBody.Outcome.Got(ByteBuf body, String from) -> {
                    byte[] bytes = new byte[body.readableBytes()];
                    body.readBytes(bytes);
                    if (known.size() >= KEPT) {
                        known.remove(known.keySet().iterator().next());
                    }
                    known.put(url, bytes);
                    done.accept(Optional.empty());
                }
            }
        });
    }

    /** Nothing if {@code key} is no key. */
    static Optional<Decryption> decryption(byte[] key, byte[] iv) {
        try {
            return Optional.of(new Decryption(key, iv));
        } catch (GeneralSecurityException unusable) {
            return Optional.empty();
        }
    }

    void close() {
        if (asking != null) {
            asking.close();
        }
    }
}

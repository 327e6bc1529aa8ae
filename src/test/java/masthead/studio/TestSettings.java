package masthead.studio;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import masthead.config.BasePath;
import masthead.config.ByteSize;
import masthead.config.HostPorts;
import masthead.config.Networks;
import masthead.config.PublicUrl;
import masthead.config.Secret;
import org.jspecify.annotations.NullUnmarked;

/** A room's settings with their declared defaults, and a few values of the test's own. */
public final class TestSettings {
    private TestSettings() {}

    /** {@code values} are keyed in full, for instance {@code http.port}. */
    public static <T> T of(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(values)
                .withConverter(Duration.class, 200, TestSettings::duration)
                .withConverter(ByteSize.class, 200, text -> absent(text, ByteSize::parse))
                .withConverter(PublicUrl.class, 200, text -> absent(text, PublicUrl::parse))
                .withConverter(BasePath.class, 200, text -> absent(text, BasePath::parse))
                .withConverter(Networks.class, 200, text -> absent(text, Networks::parse))
                .withConverter(HostPorts.class, 200, text -> absent(text, HostPorts::parse))
                .withConverter(Secret.class, 200, text -> absent(text, Secret::new))
                .build()
                .getConfigMapping(mapping);
    }

    /** What is absent arrives as an empty text. */
    @NullUnmarked
    private static <T> T absent(String text, Function<String, T> read) {
        return text.isEmpty() ? null : read.apply(text);
    }

    private static Duration duration(String text) {
        if (text.endsWith("d")) {
            return Duration.ofDays(Long.parseLong(text.replace("d", "")));
        }
        String iso = text.endsWith("ms") ? "PT" + Double.parseDouble(text.replace("ms", "")) / 1000 + "S" : "PT" + text;
        return Duration.parse(text.startsWith("P") ? text : iso.toUpperCase(Locale.ROOT));
    }
}

package masthead.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting, as its method declares it: {@code publicUrl()} in the room {@code http} is {@code http.public-url}, and in the
 * environment {@code MASTHEAD_HTTP_PUBLIC_URL}.
 */
record Setting(String key, Kind<?> kind, Optional<String> whenAbsent, String doc, Range range) {
    /** The values that may be written, of those that have an order. */
    private record Range(Optional<Between> numbers, Optional<Within> times) {
        static Range of(Method method) {
            return new Range(
                    Optional.ofNullable(method.getAnnotation(Between.class)),
                    Optional.ofNullable(method.getAnnotation(Within.class)));
        }

        boolean contains(Object value) {
            return switch (value) {
                case Number number ->
                    numbers.map(each -> each.min() <= number.doubleValue() && number.doubleValue() <= each.max())
                            .orElse(false);
                case Duration time ->
                    times.map(each -> Kind.duration(each.min()).compareTo(time) <= 0
                                    && time.compareTo(Kind.duration(each.max())) <= 0)
                            .orElse(true);
                default -> true;
            };
        }

        /** To be put behind what may be written. */
        String told() {
            return numbers.map(each -> ", " + each.min() + " to " + each.max())
                    .or(() -> times.map(each -> ", " + each.min() + " to " + each.max()))
                    .orElse("");
        }
    }

    /** A room's settings, by name: reflection knows no order. */
    static List<Setting> declaredBy(Class<?> room) {
        String prefix = prefix(room);
        return Arrays.stream(room.getMethods())
                .map(method -> declaredBy(prefix, method))
                .sorted(Comparator.comparing(Setting::key))
                .toList();
    }

    static String prefix(Class<?> room) {
        ConfigMapping mapping = room.getAnnotation(ConfigMapping.class);
        if (mapping == null) {
            throw new IllegalStateException(room + " has no @ConfigMapping");
        }
        return mapping.prefix();
    }

    private static Setting declaredBy(String prefix, Method method) {
        Doc doc = method.getAnnotation(Doc.class);
        WithDefault whenAbsent = method.getAnnotation(WithDefault.class);
        boolean optional = method.getReturnType() == Optional.class;
        if (doc == null || optional == (whenAbsent != null)) {
            throw new IllegalStateException(method + " needs @Doc, and either @WithDefault or an Optional");
        }
        Setting setting = new Setting(
                prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                Kind.of(optional ? inside(method.getGenericReturnType()) : method.getReturnType()),
                Optional.ofNullable(whenAbsent).map(WithDefault::value),
                doc.value(),
                Range.of(method));
        if (setting.whenAbsent().isPresent()
                && !setting.accepts(setting.whenAbsent().get())) {
            throw new IllegalStateException(method + " needs a default that may be written, and a number @Between");
        }
        return setting;
    }

    private static Class<?> inside(Type optional) {
        return (Class<?>) ((ParameterizedType) optional).getActualTypeArguments()[0];
    }

    String environment() {
        return "MASTHEAD_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    boolean secret() {
        return kind.type() == Secret.class;
    }

    boolean accepts(String text) {
        try {
            return range.contains(kind.read().apply(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    String allowed() {
        return kind.allowed() + range.told();
    }
}

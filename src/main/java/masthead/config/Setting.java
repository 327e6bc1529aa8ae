package masthead.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting, as its method declares it: {@code publicUrl()} in the room {@code http} is {@code http.public-url}, and in the
 * environment {@code MASTHEAD_HTTP_PUBLIC_URL}.
 */
record Setting(String key, Kind<?> kind, Optional<String> whenAbsent, String doc, Optional<Between> between) {
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
        return new Setting(
                prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                Kind.of(optional ? inside(method.getGenericReturnType()) : method.getReturnType()),
                Optional.ofNullable(whenAbsent).map(WithDefault::value),
                doc.value(),
                Optional.ofNullable(method.getAnnotation(Between.class)));
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
            Object value = kind.read().apply(text);
            return !(value instanceof Number number)
                    || (min() <= number.doubleValue() && number.doubleValue() <= max());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    String allowed() {
        if (between.isPresent()) {
            return kind.allowed() + ", " + min() + " to " + max();
        }
        return Number.class.isAssignableFrom(kind.type()) ? kind.allowed() + ", 0 or more" : kind.allowed();
    }

    private long min() {
        return between.map(Between::min).orElse(0L);
    }

    private long max() {
        return between.map(Between::max).orElse(Long.MAX_VALUE);
    }
}

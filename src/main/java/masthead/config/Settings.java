package masthead.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every setting of this run: from the command line, else the environment, else the file, else its default. Immutable.
 *
 * <p>A room declares its settings as an interface with {@code @ConfigMapping}, each method with {@link Doc} and either a
 * default or an {@code Optional}; file, environment, sample file and docs page all come from that.
 */
public final class Settings {
    private final SmallRyeConfig config;
    private final List<ToldRoom> told;

    private Settings(SmallRyeConfig config, List<ToldRoom> told) {
        this.config = config;
        this.told = List.copyOf(told);
    }

    /**
     * Reads the settings that {@code rooms} declare.
     *
     * @throws SettingsException naming everything that is wrong, if anything is
     */
    public static Settings load(List<Class<?>> rooms, Origins origins) {
        List<Setting> known = rooms.stream()
                .flatMap(room -> Setting.declaredBy(room).stream())
                .toList();
        Gathering gathering = new Gathering(known);
        Map<String, String> written = new HashMap<>(gathering.gather(origins));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(written, "written", 100))
                .withValidateUnknown(false);
        Set<Class<?>> types = new HashSet<>();
        known.stream().map(Setting::kind).filter(kind -> types.add(kind.type())).forEach(kind -> teach(builder, kind));
        rooms.forEach(builder::withMapping);
        return new Settings(
                builder.build(),
                rooms.stream()
                        .map(room -> told(room, written, gathering.writers()))
                        .toList());
    }

    private static ToldRoom told(Class<?> room, Map<String, String> written, Map<String, String> writers) {
        return new ToldRoom(
                Setting.prefix(room),
                SettingsPage.doc(room),
                Setting.declaredBy(room).stream()
                        .map(each -> ToldSetting.of(
                                each,
                                Optional.ofNullable(written.get(each.key())),
                                Optional.ofNullable(writers.get(each.key()))))
                        .toList());
    }

    private static <T> void teach(SmallRyeConfigBuilder builder, Kind<T> kind) {
        builder.withConverter(
                kind.type(), 500, text -> text.isEmpty() ? null : kind.read().apply(text));
    }

    /** All of them, room by room, as they may be shown: without what is secret. */
    public List<ToldRoom> told() {
        return told;
    }

    /** The settings of one room; {@code room} is one of those that were loaded. */
    public <T> T of(Class<T> room) {
        return config.getConfigMapping(room);
    }
}

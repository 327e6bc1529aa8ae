package masthead.catalog.rules;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import masthead.catalog.ProviderId;

/**
 * The presets that are switched on.
 *
 * @param on for which providers each is; for all where there are none
 */
public record Presets(Map<Preset, Set<ProviderId>> on) {
    public static final Presets NONE = new Presets(Map.of());

    public Presets {
        Map<Preset, Set<ProviderId>> copy = new EnumMap<>(Preset.class);
        on.forEach((preset, providers) -> copy.put(preset, Set.copyOf(providers)));
        on = Collections.unmodifiableMap(copy);
    }

    boolean has(Preset preset, int provider) {
        Set<ProviderId> providers = on.get(preset);
        return providers != null
                && (providers.isEmpty() || (provider > 0 && providers.contains(new ProviderId(provider))));
    }
}

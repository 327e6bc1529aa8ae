package masthead.alerts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which AceStream engines are lost: those that answered and do not any more. One that never did is not missed. Lives on the room's thread.
 */
final class EngineWatch {
    private final SourceWatch.Teller teller;
    /** Those that have answered, and whether they do. */
    private final Map<String, Boolean> answer = new HashMap<>();

    EngineWatch(SourceWatch.Teller teller) {
        this.teller = teller;
    }

    void look(List<EngineSight> engines) {
        engines.forEach(this::look);
    }

    private void look(EngineSight engine) {
        switch (engine.state()) {
            case ANSWERS -> {
                boolean lost = !answer.getOrDefault(engine.address(), true);
                answer.put(engine.address(), true);
                if (lost) {
                    teller.tell(
                            Occasion.ENGINE_BACK,
                            "engine " + engine.address(),
                            "The AceStream engine " + engine.address() + " answers again.");
                }
            }
            case DOWN -> {
                if (answer.replace(engine.address(), true, false)) {
                    teller.tell(
                            Occasion.ENGINE_LOST,
                            "engine " + engine.address(),
                            "The AceStream engine " + engine.address() + " cannot be reached: " + engine.trouble()
                                    + ".");
                }
            }
            case UNKNOWN -> {} // says nothing
        }
    }
}

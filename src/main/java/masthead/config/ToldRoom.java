package masthead.config;

import java.util.List;

/**
 * The settings of a room as they are told to operators.
 *
 * @param doc what they are about
 */
public record ToldRoom(String name, String doc, List<ToldSetting> settings) {
    public ToldRoom {
        settings = List.copyOf(settings);
    }
}

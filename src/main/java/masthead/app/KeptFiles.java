package masthead.app;

import java.nio.file.Path;
import java.util.List;
import masthead.database.Vault;

/** The files of the data folder that belong to the database: without them it cannot be used. */
final class KeptFiles {
    private static final List<String> NAMES = List.of(Vault.FILE);

    private KeptFiles() {}

    /** Also those that are not there. */
    static List<Path> in(Path data) {
        return NAMES.stream().map(data::resolve).toList();
    }
}

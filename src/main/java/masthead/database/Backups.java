package masthead.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of copies taken before the schema changes, {@code masthead-before-V2-20260101-120000-000.db} for instance.
 *
 * @param kept how many copies of one suffix are kept, the newest
 */
record Backups(Path folder, int kept) {
    private static final String PREFIX = "masthead-before-V";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** Writes one copy. */
    interface Writing {
        /** Writes the whole copy to {@code file}, which does not exist yet. */
        void to(Path file) throws Exception;
    }

    /**
     * Has a copy written, and forgets the oldest beyond those kept; a copy has its name only when it is whole.
     *
     * @param to the schema's number after the change
     * @throws DatabaseUnusable if it cannot be written
     */
    Path take(int to, String suffix, Writing writing) {
        Path copy = folder.resolve(PREFIX + to + "-" + STAMP.format(Instant.now()) + suffix);
        Path unfinished = copy.resolveSibling(copy.getFileName() + ".unfinished");
        try {
            Files.createDirectories(folder);
            writing.to(unfinished);
            Files.move(unfinished, copy);
            forgetOld(suffix);
            return copy;
        } catch (Exception e) {
            throw new DatabaseUnusable(
                    "No copy of the database could be written to " + folder + ", so its schema was not changed: "
                            + e.getMessage(),
                    e);
        }
    }

    private void forgetOld(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> oldestLast = files.filter(
                            each -> name(each).startsWith(PREFIX) && name(each).endsWith(suffix))
                    .sorted(Comparator.comparing(Backups::stamp).reversed())
                    .toList();
            for (Path old : oldestLast.subList(Math.min(oldestLast.size(), Math.max(1, kept)), oldestLast.size())) {
                Files.delete(old);
            }
        }
    }

    /** Its time: the name without the version, which would sort V10 before V9. */
    private static String stamp(Path copy) {
        return name(copy).substring(name(copy).indexOf('-', PREFIX.length()));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}

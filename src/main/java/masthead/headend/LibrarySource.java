package masthead.headend;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Makes a list of a folder of movies and series: {@code Title (2019).mkv}, {@code Title (2019)/film.mkv},
 * {@code Show/Season 1/Show S01E02.mkv}, with what NFO files beside them tell and the posters there.
 *
 * <p>Links are not followed. What an NFO file told is remembered as long as its time and size are the same. Blocks; any thread.
 */
final class LibrarySource {
    private static final int DEEPEST = 8;
    private static final int MOST_REMEMBERED = 200_000;
    private static final Set<String> FILMS = Set.of(
            "mp4", "mkv", "avi", "mov", "m4v", "wmv", "flv", "mpg", "mpeg", "webm", "divx", "vob", "3gp", "ogm", "ts");
    private static final List<String> PICTURES = List.of("jpg", "jpeg", "png", "tbn", "webp");
    private static final Pattern SEASON =
            Pattern.compile("(?i)(season|series|staffel|saison|s)[ ._-]?\\d{1,3}|specials?");
    private static final Pattern MARK =
            Pattern.compile("(?i).*(?<![A-Za-z0-9])(S\\d{1,3}[ ._-]?E\\d{1,4}|\\d{1,2}x\\d{2,3})(?![A-Za-z0-9]).*");
    private static final Pattern BARE_MARK =
            Pattern.compile("(?i)[\\[(]?(S\\d{1,3}[ ._-]?E\\d{1,4}|\\d{1,2}x\\d{2,3})(?![A-Za-z0-9]).*");
    private static final Pattern DATED = Pattern.compile(".*\\S.*[(\\[](19|20)\\d\\d[)\\]].*");
    private static final Pattern EXTRA =
            Pattern.compile("(?i).*[-._ ](trailer|sample|behindthescenes|deleted|featurette)|trailer|sample");

    private record Version(long modified, long size) {}

    private record Remembered(Version version, Map<String, String> facts) {}

    private final Map<Path, Remembered> told = new ConcurrentHashMap<>();

    /** What a folder holds, by lower-case names. */
    private record Beside(Map<String, Path> files) {
        Optional<Path> named(String name) {
            return Optional.ofNullable(files.get(name.toLowerCase(Locale.ROOT)));
        }

        Optional<Path> picture(String name) {
            return PICTURES.stream()
                    .map(each -> named(name + "." + each))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        long films() {
            return files.values().stream()
                    .filter(each -> film(each) && !EXTRA.matcher(base(each)).matches())
                    .count();
        }
    }

    SpooledList read(Path folder, int most, ListDraft draft) {
        List<Path> films = new ArrayList<>();
        Map<Path, Map<String, Path>> folders = new HashMap<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.noneOf(java.nio.file.FileVisitOption.class),
                    DEEPEST,
                    visitor(films, folders, () -> {
                        draft.progress().work().check();
                        return films.size() < most;
                    }));
        } catch (IOException e) {
            throw new ListFailed("The folder cannot be read.");
        }
        films.sort(Comparator.naturalOrder());
        for (Path each : films) {
            add(folder, each, new Beside(folders.getOrDefault(parent(each), Map.of())), draft);
        }
        return draft.finished(List.of());
    }

    private static FileVisitor<Path> visitor(
            List<Path> films, Map<Path, Map<String, Path>> folders, BooleanSupplier more) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes about) {
                boolean hidden = name(directory).startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                if (about.isRegularFile() && !name(file).startsWith(".")) {
                    folders.computeIfAbsent(parent(file), any -> new HashMap<>())
                            .put(name(file).toLowerCase(Locale.ROOT), file);
                    if (film(file) && !EXTRA.matcher(base(file)).matches()) {
                        films.add(file);
                    }
                }
                return more.getAsBoolean() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                return FileVisitResult.CONTINUE; // one that may not be read costs nobody the others
            }
        };
    }

    private void add(Path folder, Path film, Beside beside, ListDraft draft) {
        Version version;
        try {
            version = new Version(Files.getLastModifiedTime(film).toMillis(), Files.size(film));
        } catch (IOException gone) {
            draft.skip("unreadable file", 1);
            return;
        }
        boolean episode = MARK.matcher(base(film)).matches();
        // The folder is the film's own: what is in it is about this film.
        boolean alone = !parent(film).equals(folder) && beside.films() == 1 && !episode;
        Map<String, String> attributes = new HashMap<>();
        beside.named(base(film) + ".nfo")
                .or(() -> alone ? beside.named("movie.nfo") : Optional.empty())
                .ifPresent(nfo -> attributes.putAll(facts(nfo)));
        String name = attributes.getOrDefault("title", "").isEmpty() || episode
                ? name(folder, film, episode, alone)
                : titled(attributes);
        attributes.remove("title");
        attributes.put("ext", extension(film));
        attributes.put("added", Long.toString(version.modified() / 1000));
        attributes.put("size", Long.toString(version.size()));
        attributes.put("group-title", name(folder));
        poster(film, beside, alone).ifPresent(each -> attributes.put("tvg-logo", LibraryFolders.address(folder, each)));
        draft.add(name, attributes, LibraryFolders.address(folder, film));
    }

    private static String titled(Map<String, String> facts) {
        String year = facts.getOrDefault("year", "");
        String title = facts.getOrDefault("title", "");
        return year.isEmpty() || title.endsWith(")") ? title : title + " (" + year + ")";
    }

    private static String name(Path folder, Path film, boolean episode, boolean alone) {
        String base = spaced(base(film));
        if (episode) {
            boolean bare = BARE_MARK.matcher(base).matches();
            return bare ? show(folder, film) + " " + base : base;
        }
        String own = name(parent(film));
        return alone && DATED.matcher(own).matches() ? spaced(own) : base;
    }

    /** The folder of the series that a file is in, above that of its season. */
    private static String show(Path folder, Path film) {
        Path parent = parent(film);
        while (!parent.equals(folder) && SEASON.matcher(name(parent)).matches()) {
            parent = parent(parent);
        }
        return spaced(name(parent));
    }

    private static Optional<Path> poster(Path film, Beside beside, boolean alone) {
        return beside.picture(base(film) + "-poster")
                .or(() -> beside.picture(base(film) + "-thumb"))
                .or(() -> beside.picture(base(film)))
                .or(() -> alone ? beside.picture("poster").or(() -> beside.picture("folder")) : Optional.empty());
    }

    private Map<String, String> facts(Path nfo) {
        try {
            Version version = new Version(Files.getLastModifiedTime(nfo).toMillis(), Files.size(nfo));
            Remembered before = told.get(nfo);
            if (before != null && before.version().equals(version)) {
                return before.facts();
            }
            Map<String, String> facts = NfoFile.read(nfo);
            if (told.size() < MOST_REMEMBERED) {
                told.put(nfo, new Remembered(version, facts));
            }
            return facts;
        } catch (IOException unreadable) {
            return Map.of();
        }
    }

    private static Path parent(Path path) {
        Path above = path.getParent();
        return above == null ? path : above;
    }

    private static boolean film(Path file) {
        return FILMS.contains(extension(file));
    }

    private static String extension(Path file) {
        String name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String base(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "Library" : name.toString();
    }

    /** File names have dots or underscores for blanks. */
    private static String spaced(String text) {
        return (text.contains(" ") ? text : text.replace('.', ' ').replace('_', ' ')).strip();
    }
}

package masthead.headend;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import masthead.catalog.Provider;
import masthead.catalog.ProviderKind;

/**
 * The folders that may be local libraries, and the files in them: addresses come from lists, which come from anywhere, so none leads
 * out of its library, and no library out of the folders that the settings name. Immutable.
 */
public final class LibraryFolders {
    private static final String SCHEME = "library:";

    private final Optional<String> roots;

    /** @param roots separated as in PATH; links in their names are followed */
    public LibraryFolders(Optional<String> roots) {
        this.roots = roots;
    }

    /** The address of a file of a library: {@code library:Show/Season%201/Show%20S01E01.mkv}. */
    static String address(Path folder, Path file) {
        return Arrays.stream(folder.relativize(file).toString().split(File.separator.equals("\\") ? "\\\\" : "/", -1))
                .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/", SCHEME, ""));
    }

    /** Whether {@code address} is of a file of a library. */
    public static boolean names(String address) {
        return address.startsWith(SCHEME);
    }

    /**
     * The folder of a library.
     *
     * @throws ListFailed if it is not one, or not below a folder that may be
     */
    Path folder(String url) {
        if (roots.isEmpty()) {
            throw new ListFailed("headend.library-folders names no folder that may be a library.");
        }
        try {
            Path folder = (url.regionMatches(true, 0, "file:", 0, 5)
                            ? Path.of(URI.create(url.replace(" ", "%20")))
                            : Path.of(url))
                    .toRealPath();
            if (Files.isDirectory(folder) && within(folder)) {
                return folder;
            }
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new ListFailed("There is no such folder, or it may not be read.");
        }
        throw new ListFailed("This is no folder below one of headend.library-folders.");
    }

    private boolean within(Path folder) throws IOException {
        for (String each : roots.orElse("").split(File.pathSeparator, 100)) {
            Path root = Path.of(each.strip());
            if (!each.isBlank() && Files.isDirectory(root) && folder.startsWith(root.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    /** The file at an address of {@code provider}'s library; empty where it is no library, or has no such file. */
    public Optional<Path> file(Provider provider, String address) {
        if (provider.kind() != ProviderKind.LIBRARY || !names(address)) {
            return Optional.empty();
        }
        try {
            Path folder = folder(provider.url());
            String relative =
                    URLDecoder.decode(address.substring(SCHEME.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
            Path file = folder.resolve(relative).toRealPath();
            return file.startsWith(folder) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException | InvalidPathException | ListFailed notThere) {
            return Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}

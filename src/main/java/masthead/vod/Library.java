package masthead.vod;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import masthead.catalog.Catalogs;
import masthead.catalog.ChannelId;
import masthead.catalog.Feed;
import masthead.catalog.Titles;
import masthead.headend.LibraryFolders;

/** The files of local libraries: films and the posters beside them. Blocks; on a virtual thread. */
public final class Library {
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp", "tbn");

    private final Catalogs catalogs;
    private final Titles titles;
    private final LibraryFolders folders;

    public Library(Catalogs catalogs, Titles titles, LibraryFolders folders) {
        this.catalogs = catalogs;
        this.titles = titles;
        this.folders = folders;
    }

    /** Whether {@code feed} is a file of this machine. */
    static boolean holds(Feed feed) {
        return LibraryFolders.names(feed.url());
    }

    /** Where it is; empty where it is not there any more, or its provider is no library. */
    Optional<Path> file(Feed feed) {
        return catalogs.current().provider(feed.provider()).flatMap(provider -> folders.file(provider, feed.url()));
    }

    /** The picture beside the file of a movie, a series or an episode. */
    public Optional<Path> poster(ChannelId title) {
        return titles.poster(title)
                .flatMap(poster -> catalogs.current()
                        .provider(poster.provider())
                        .flatMap(provider -> folders.file(provider, poster.address())))
                .filter(file -> PICTURES.contains(extension(file)));
    }

    private static String extension(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}

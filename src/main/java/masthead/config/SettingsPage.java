package masthead.config;

import java.util.List;
import java.util.stream.Collectors;

/** The two texts that tell operators of every setting, written from the declarations themselves. */
public final class SettingsPage {
    private static final int WIDTH = 100;

    private final List<Class<?>> rooms;

    public SettingsPage(List<Class<?>> rooms) {
        this.rooms = List.copyOf(rooms);
    }

    /** A page of the docs, in Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder("""
                # Settings

                <!-- Written by ./mast docs from the code; do not edit. -->

                Every setting has a key. It may be given, the strongest first:

                1. on the command line: `--set http.port=8080`;
                2. in the environment: `MASTHEAD_HTTP_PORT=8080`;
                3. in the YAML file named by `--config`; [masthead.yaml](masthead.yaml) is one with every key in it.

                A key that does not exist or a value that cannot be used stops the start, and is named. Times are written `200ms`,
                `5s`, `2m`, `1h` or `7d`, sizes `512KiB`, `16MiB` or `1GiB`. A value that is left empty counts as not given.
                """);
        for (Class<?> room : rooms) {
            page.append("\n## ")
                    .append(Setting.prefix(room))
                    .append("\n\n")
                    .append(doc(room))
                    .append("\n\n");
            page.append("| Key | Environment | Default | What it does |\n|---|---|---|---|\n");
            for (Setting setting : Setting.declaredBy(room)) {
                page.append("| `%s` | `%s` | %s | %s |\n"
                        .formatted(
                                setting.key(),
                                setting.environment(),
                                setting.whenAbsent()
                                        .map(value -> "`" + value + "`")
                                        .orElse("none"),
                                said(setting).replace("|", "\\|")));
            }
        }
        return page.toString();
    }

    /** A settings file with every key in it, commented out, at its default. */
    public String sample() {
        StringBuilder file = new StringBuilder("""
                # Every setting of Masthead, at its default. Written by ./mast docs from the code.
                # Take what you change into a file of your own, without the leading #, and start with --config FILE.
                """);
        for (Class<?> room : rooms) {
            file.append('\n')
                    .append(comment("", doc(room)))
                    .append("#")
                    .append(Setting.prefix(room))
                    .append(":\n");
            file.append(Setting.declaredBy(room).stream()
                    .map(setting -> comment("  ", said(setting))
                            + "#  " + setting.key().substring(setting.key().indexOf('.') + 1) + ":"
                            + setting.whenAbsent().map(value -> " " + value).orElse("") + "\n")
                    .collect(Collectors.joining("\n")));
        }
        return file.toString();
    }

    /** What it does, and what may be written where that is not any text. */
    private static String said(Setting setting) {
        boolean anyText = setting.kind().type() == String.class || setting.secret();
        return setting.doc() + (anyText ? "" : " Write " + setting.allowed() + ".");
    }

    static String doc(Class<?> room) {
        Doc doc = room.getAnnotation(Doc.class);
        if (doc == null) {
            throw new IllegalStateException(room + " needs @Doc");
        }
        return doc.value();
    }

    private static String comment(String indent, String text) {
        StringBuilder comment = new StringBuilder();
        StringBuilder line = new StringBuilder("#" + indent + " #");
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                comment.append(line).append('\n');
                line = new StringBuilder("#" + indent + " #");
            }
            line.append(' ').append(word);
        }
        return comment.append(line).append('\n').toString();
    }
}

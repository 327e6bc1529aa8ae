package masthead.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import masthead.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Backups, taken of either database and put back into either. */
class BackupTest {
    private static final DatabaseSettings SQLITE = new BothDatabases.Chosen(Optional.empty());

    @TempDir
    Path folder;

    private Path data(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Database open(DatabaseSettings settings, Path data) {
        return Database.open(settings, data, new Metrics());
    }

    private static void fill(DatabaseSettings settings, Path data) throws IOException {
        try (Database database = open(settings, data)) {
            database.change(handle -> {
                handle.execute(
                        "INSERT INTO provider (name, kind, url, created_at) VALUES ('Qué \"tal\"?' || ?, 'M3U', ?, 5)",
                        "\n\u0001",
                        "日本");
                handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('Gone', 'M3U', 5)");
                handle.execute("DELETE FROM provider WHERE name = 'Gone'");
                handle.execute("INSERT INTO category (name, position) VALUES ('News', 1)");
                handle.execute(
                        "INSERT INTO channel (id, kind, name, category_id, added_at) SELECT 7, 'TS', 'One', id, 9 FROM category WHERE name = 'News'");
                handle.execute(
                        "INSERT INTO feed (provider_id, channel_id, feed_key, name, url, kind) VALUES (1, 7, 'k', 'One', 'http://x/1', 'TS')");
                handle.execute(
                        "INSERT INTO guide_source (name, created_at, generation, etag) VALUES ('Guide', 3, 4, 'x')");
                handle.execute("UPDATE sequence SET next = 8 WHERE name = 'play'");
            });
        }
        Files.writeString(data.resolve("secret.key"), "the key");
    }

    private static Map<String, List<Map<String, Object>>> all(DatabaseSettings settings, Path data) {
        try (Database database = open(settings, data)) {
            return database.read(handle -> {
                Map<String, List<Map<String, Object>>> all = new TreeMap<>();
                for (String table : List.of("provider", "category", "channel", "feed", "sequence", "guide_source")) {
                    List<Map<String, Object>> rows = new ArrayList<>();
                    handle.createQuery("SELECT * FROM " + table + " ORDER BY 1")
                            .mapToMap()
                            .forEach(row -> {
                                Map<String, Object> same = new TreeMap<>();
                                row.forEach((column, value) -> same.put(column, String.valueOf(value)));
                                rows.add(same);
                            });
                    all.put(table, rows);
                }
                return all;
            });
        }
    }

    private static void forgetGuides(Map<String, List<Map<String, Object>>> all) {
        all.getOrDefault("guide_source", List.of()).forEach(row -> row.putAll(Map.of("generation", "0", "etag", "")));
    }

    private Path backup(DatabaseSettings settings, Path data) {
        Path file = folder.resolve("b" + System.nanoTime() + ".zip");
        Backup.take(settings, data, List.of(data.resolve("secret.key"), data.resolve("absent")), file);
        return file;
    }

    private static List<Path> leftovers(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(each -> each.getFileName().toString().startsWith("restore-"))
                    .toList();
        }
    }

    @Test
    @ExtendWith(EmptyPostgres.class)
    void what_either_database_holds_can_be_put_into_either(DatabaseSettings first, DatabaseSettings second)
            throws IOException {
        Path there = data("sqlite");
        fill(SQLITE, there);
        Map<String, List<Map<String, Object>>> before = all(SQLITE, there);
        forgetGuides(before);

        Restore.Restored restored = Restore.run(first, data("one"), backup(SQLITE, there));
        assertThat(restored.contents().rows())
                .containsEntry("provider", 1L)
                .containsEntry("channel", 1L)
                .doesNotContainKey("incoming");
        assertThat(all(first, folder.resolve("one"))).isEqualTo(before);
        Path again = backup(first, folder.resolve("one"));
        Restore.run(SQLITE, data("two"), again);
        assertThat(all(SQLITE, folder.resolve("two"))).isEqualTo(before);
        Restore.run(second, data("three"), again);
        assertThat(all(second, folder.resolve("three"))).isEqualTo(before);
        assertThat(folder.resolve("three/secret.key")).hasContent("the key");
        for (Map.Entry<DatabaseSettings, String> each :
                Map.of(first, "one", SQLITE, "two", second, "three").entrySet()) {
            try (Database database = open(each.getKey(), folder.resolve(each.getValue()))) {
                database.change(handle ->
                        handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('New', 'M3U', 5)"));
                int id = database.read(handle -> handle.createQuery("SELECT id FROM provider WHERE name = 'New'")
                        .mapTo(Integer.class)
                        .one());
                assertThat(id).as("2 was given once").isEqualTo(3);
            }
        }
    }

    @Test
    @ExtendWith(EmptyPostgres.class)
    void a_postgresql_database_that_is_used_is_left_alone(DatabaseSettings settings, DatabaseSettings other)
            throws IOException {
        fill(settings, data("one"));
        Path backup = backup(settings, folder.resolve("one"));
        var before = all(settings, folder.resolve("one"));
        assertThatThrownBy(() -> Restore.run(settings, folder.resolve("one"), backup))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("not empty");
        assertThat(all(settings, folder.resolve("one"))).isEqualTo(before);
    }

    @Test
    void what_was_there_is_kept() throws IOException {
        fill(SQLITE, data("one"));
        Path backup = backup(SQLITE, folder.resolve("one"));
        Path used = data("two");
        try (Database database = open(SQLITE, used)) {
            database.change(handle ->
                    handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('Mine', 'M3U', 5)"));
        }
        Files.writeString(used.resolve("secret.key"), "my key");
        Restore.Restored restored = Restore.run(SQLITE, used, backup);
        assertThat(all(SQLITE, used).get("provider")).singleElement().asString().contains("日本");
        Path kept = restored.kept().orElseThrow();
        assertThat(kept.resolve("secret.key")).hasContent("my key");
        assertThat(all(SQLITE, kept).get("provider")).singleElement().asString().contains("Mine");
        assertThat(leftovers(used)).isEmpty();
    }

    @Test
    void a_backup_can_be_taken_while_changes_are_made() throws IOException {
        Path data = data("one");
        fill(SQLITE, data);
        try (Database database = open(SQLITE, data)) {
            database.change(handle -> {
                handle.execute("INSERT INTO provider (name, kind, created_at) VALUES ('Open', 'M3U', 5)");
                Path file = backup(SQLITE, data); // by another connection, in the middle of this change
                assertThat(Restore.run(SQLITE, folder.resolve("two"), file)
                                .contents()
                                .rows())
                        .containsEntry("provider", 1L);
            });
        }
    }

    @Test
    void a_file_that_is_there_is_not_written_over() throws IOException {
        fill(SQLITE, data("one"));
        Path file = Files.writeString(folder.resolve("mine.zip"), "mine");
        assertThatThrownBy(() -> Backup.take(SQLITE, folder.resolve("one"), List.of(), file))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("is there already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void an_empty_data_folder_has_nothing_to_back_up() throws IOException {
        Path empty = data("empty");
        assertThatThrownBy(() -> Backup.take(SQLITE, empty, List.of(), folder.resolve("x.zip")))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("nothing to back up");
    }

    /** Copies a backup, each entry through {@code change}; null leaves it out. */
    private Path changed(Path backup, java.util.function.BiFunction<String, String, String> change) throws IOException {
        Path file = folder.resolve("changed" + System.nanoTime() + ".zip");
        try (ZipFile from = new ZipFile(backup.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry each : from.stream().toList()) {
                String text =
                        new String(from.getInputStream(each).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                String now = change.apply(each.getName(), text);
                if (!now.equals("LEFT OUT")) {
                    to.putNextEntry(new ZipEntry(each.getName()));
                    to.write(now.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
            }
        }
        return file;
    }

    private void assertRefused(Path data, Path backup, String why) throws IOException {
        var before = all(SQLITE, data);
        assertThatThrownBy(() -> Restore.run(SQLITE, data, backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining(why);
        assertThat(all(SQLITE, data)).isEqualTo(before);
        assertThat(data.resolve("secret.key")).hasContent("the key");
        assertThat(leftovers(data)).isEmpty();
    }

    @Test
    void what_cannot_be_read_changes_nothing() throws IOException {
        Path data = data("one");
        fill(SQLITE, data);
        Path good = backup(SQLITE, data);
        assertRefused(data, folder.resolve("nothing.zip"), "There is no file");
        assertRefused(data, Files.writeString(folder.resolve("text.zip"), "hello"), "no backup of Masthead");
        assertRefused(
                data, changed(good, (name, text) -> name.endsWith("backup.json") ? "LEFT OUT" : text), "is not in it");
        assertRefused(data, changed(good, (name, text) -> name.endsWith("backup.json") ? "{}" : text), "does not say");
        assertRefused(
                data,
                changed(good, (name, text) -> text.replaceFirst("\"schema\":\\d+", "\"schema\":9999")),
                "newer Masthead");
        assertRefused(
                data,
                changed(good, (name, text) -> text.replaceFirst("\"format\":1", "\"format\":2")),
                "newer Masthead");
        assertRefused(
                data, changed(good, (name, text) -> name.contains("channel.jsonl") ? "LEFT OUT" : text), "missing");
        assertRefused(
                data,
                changed(good, (name, text) -> name.contains("channel.jsonl") ? text.replaceFirst("\n.*", "") : text),
                "rows");
        assertRefused(
                data,
                changed(good, (name, text) -> name.contains("feed.jsonl") ? text.replace("[1,1,7,", "[1,1,8,") : text),
                "does not take it");
        assertRefused(
                data, changed(good, (name, text) -> text.replace("\"secret.key\"", "\"../../evil\"")), "cannot be");
        assertRefused(
                data,
                changed(good, (name, text) -> text.replace("\"provider\":", "\"provider; DROP TABLE feed\":")),
                "has not");
    }

    @Test
    void a_backup_cut_or_damaged_anywhere_changes_nothing() throws IOException {
        Path data = data("one");
        fill(SQLITE, data);
        byte[] good = Files.readAllBytes(backup(SQLITE, data));
        var before = all(SQLITE, data);
        forgetGuides(before);
        Random chance = new Random(5);
        int refused = 0;
        for (int turn = 0; turn < 24; turn++) {
            byte[] bad = turn % 2 == 0 ? java.util.Arrays.copyOf(good, chance.nextInt(good.length)) : good.clone();
            if (turn % 2 == 1) {
                bad[chance.nextInt(bad.length)] ^= (byte) (1 + chance.nextInt(255));
            }
            Path file = Files.write(folder.resolve("bad.zip"), bad);
            try {
                Restore.run(SQLITE, data, file);
            } catch (BackupUnusable e) {
                refused++;
            }
            var after = all(SQLITE, data);
            forgetGuides(after);
            assertThat(after).isEqualTo(before);
        }
        assertThat(refused).isGreaterThan(14); // a date in the zip may be wrong without harm
    }
}

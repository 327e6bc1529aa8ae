package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.config.Secret;
import masthead.database.Database;
import masthead.database.DatabaseSettings;
import masthead.database.Vault;
import masthead.metrics.Metrics;
import masthead.studio.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords of provider accounts in the database, and the key they are encrypted with. */
class AccountPasswordsTest {
    @TempDir
    Path folder;

    private Database open() {
        return Database.open(TestSettings.of(DatabaseSettings.class, Map.of()), folder, new Metrics());
    }

    private static Catalogs catalogs(Database database) {
        return new Catalogs(database, Clock.systemUTC());
    }

    private static ProviderId add(Catalogs catalogs, String password) {
        return catalogs.add(new NewProvider(
                        "Panel",
                        ProviderKind.XTREAM,
                        "http://panel.example.net",
                        0,
                        "",
                        Reach.DIRECT,
                        Upkeep.ON_REQUEST,
                        Optional.of(new Login("nora", new Secret(password)))))
                .id();
    }

    private static List<String> kept(Database database) {
        return database.read(handle -> handle.createQuery("SELECT password FROM provider_account ORDER BY position")
                .mapTo(String.class)
                .list());
    }

    private static String password(Catalogs catalogs, ProviderId id) {
        return catalogs.current().accounts(id).getFirst().password().value();
    }

    @Test
    void a_password_is_encrypted_in_the_database_and_as_it_was_in_the_catalog() throws IOException {
        ProviderId id;
        try (Database database = open()) {
            id = add(catalogs(database), "k7Qz9x Ñ");
            assertThat(kept(database)).singleElement().asString().doesNotContain("k7Qz9x");
            assertThat(password(catalogs(database), id)).isEqualTo("k7Qz9x Ñ");
        }
        try (Database again = open()) {
            assertThat(password(catalogs(again), id)).isEqualTo("k7Qz9x Ñ");
        }
        for (Path each : List.of(folder.resolve("masthead.db"), folder.resolve("masthead.db-wal"))) {
            if (Files.exists(each)) {
                assertThat(new String(Files.readAllBytes(each), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("k7Qz9x");
            }
        }
    }

    @Test
    void only_its_owner_may_read_the_key() throws IOException {
        try (Database database = open()) {
            add(catalogs(database), "word");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(Vault.FILE))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_same_password_is_never_encrypted_the_same() {
        try (Database database = open()) {
            Catalogs catalogs = catalogs(database);
            ProviderId id = add(catalogs, "word");
            catalogs.put(new ProviderAccount(id, 1, "nora", new Secret("word"), 1));
            assertThat(kept(database)).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_password_from_before_is_encrypted_at_the_next_start() {
        try (Database database = open()) {
            ProviderId id = add(catalogs(database), "word");
            database.change(handle -> handle.execute("UPDATE provider_account SET sealed = 0, password = 'k7Qz9x'"));
            assertThat(password(catalogs(database), id)).isEqualTo("k7Qz9x");
            assertThat(kept(database)).doesNotContain("k7Qz9x");
        }
    }

    @Test
    void with_another_key_only_the_account_is_locked() throws IOException {
        ProviderId id;
        try (Database database = open()) {
            id = add(catalogs(database), "word");
        }
        Files.delete(folder.resolve(Vault.FILE));
        try (Database database = open()) {
            Catalogs catalogs = catalogs(database);
            assertThat(catalogs.current().providers()).hasSize(1);
            assertThat(catalogs.current().accounts(id)).singleElement().satisfies(each -> {
                assertThat(each.locked()).isTrue();
                assertThat(each.username()).isEqualTo("nora");
                assertThat(each.password().value()).isEmpty();
            });
            catalogs.put(new ProviderAccount(id, 0, "nora", new Secret("anew"), 0));
            assertThat(password(catalogs, id)).as("entered anew").isEqualTo("anew");
        }
    }

    @Test
    void a_damaged_key_is_kept_and_says_what_to_do() throws IOException {
        Files.writeString(folder.resolve(Vault.FILE), "no key");
        try (Database database = open()) {
            Catalogs catalogs = catalogs(database);
            assertThatThrownBy(() -> add(catalogs, "word"))
                    .isInstanceOf(PasswordNotKept.class)
                    .hasMessageContaining("secret.key")
                    .hasMessageContaining("put the right one back");
            catalogs.add(new NewProvider("Other", ProviderKind.M3U, "", 0, ""));
            assertThat(catalogs.current().providers()).as("the neighbours live").hasSize(1);
            assertThat(Files.readString(folder.resolve(Vault.FILE))).isEqualTo("no key");
        }
    }

    @Test
    void what_belongs_to_one_account_opens_for_no_other() {
        try (Database database = open()) {
            Catalogs catalogs = catalogs(database);
            ProviderId id = add(catalogs, "word");
            catalogs.put(new ProviderAccount(id, 1, "other", new Secret("other"), 1));
            database.change(handle -> handle.execute("UPDATE provider_account SET password ="
                    + " (SELECT password FROM provider_account WHERE position = 0) WHERE position = 1"));
            assertThat(catalogs.rebuild().accounts(id))
                    .extracting(ProviderAccount::locked)
                    .containsExactly(false, true);
        }
    }
}

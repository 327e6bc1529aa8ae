package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import masthead.database.Database;
import masthead.database.OnBothDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a provider's list is read: kept, changed, bounded. */
class UpkeepTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Upkeep HOURLY =
            new Upkeep(Map.of("name", "td.title", "id", "a"), Optional.of(Duration.ofHours(1)));

    @OnBothDatabases
    void options_and_refresh_are_kept_and_changed_each_for_itself(Database database) {
        Catalogs catalogs = new Catalogs(database, CLOCK);
        ProviderId id = catalogs.add(
                        new NewProvider("Page", ProviderKind.PAGE, "http://p/", 0, "", Reach.DIRECT, HOURLY))
                .id();
        assertThat(catalogs.current().provider(id).map(Provider::upkeep)).contains(HOURLY);
        assertThat(catalogs.current().provider(id).map(Provider::kind)).contains(ProviderKind.PAGE);

        catalogs.edit(edit(id, new UpkeepEdit(Optional.of(Map.of("name", "h2")), Optional.empty())));
        assertThat(catalogs.current().provider(id).map(Provider::upkeep))
                .contains(new Upkeep(Map.of("name", "h2"), HOURLY.refresh()));

        catalogs.edit(edit(id, new UpkeepEdit(Optional.empty(), Optional.of(Optional.empty()))));
        assertThat(catalogs.current().provider(id).map(Provider::upkeep))
                .contains(new Upkeep(Map.of("name", "h2"), Optional.empty()));
    }

    @OnBothDatabases
    void a_changed_provider_is_read_whole_the_next_time(Database database) {
        Catalogs catalogs = new Catalogs(database, CLOCK);
        ProviderId id = catalogs.add(new NewProvider("Page", ProviderKind.PAGE, "http://p/", 0, ""))
                .id();
        database.change(handle -> handle.execute(
                "INSERT INTO provider_document (provider_id, position, url, etag, last_modified, read_at) VALUES (?, 0, 'u', 'e', '', 1)",
                id.value()));
        catalogs.edit(edit(id, new UpkeepEdit(Optional.of(Map.of("name", "h2")), Optional.empty())));
        assertThat(database.<Integer>read(handle -> handle.createQuery("SELECT COUNT(*) FROM provider_document")
                        .mapTo(Integer.class)
                        .one()))
                .isZero();
    }

    @Test
    void what_is_out_of_bounds_is_refused() {
        assertThatThrownBy(() -> new Upkeep(Map.of(), Optional.of(Duration.ofSeconds(299))))
                .hasMessageContaining("300 to 2592000 seconds");
        assertThatThrownBy(() -> new Upkeep(Map.of("a b", "c"), Optional.empty()))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new Upkeep(Map.of("a", "c\nd"), Optional.empty()))
                .hasMessageContaining("control");
        assertThatThrownBy(() -> new Upkeep(Map.of("a", "x".repeat(2001)), Optional.empty()))
                .hasMessageContaining("2000");
        assertThatThrownBy(() -> new UpkeepEdit(Optional.empty(), Optional.of(Optional.of(Duration.ofDays(31)))))
                .hasMessageContaining("seconds");
    }

    @ParameterizedTest
    @EnumSource
    void a_kind_is_found_by_its_label(ProviderKind kind) {
        assertThat(ProviderKind.labelled(kind.label())).contains(kind);
        assertThat(ProviderKind.labelled(kind.name())).isEmpty();
    }

    private static ProviderEdit edit(ProviderId id, UpkeepEdit upkeep) {
        return new ProviderEdit(
                id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ReachEdit.NONE, upkeep);
    }
}

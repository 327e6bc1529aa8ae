package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import masthead.database.Database;
import masthead.database.OnBothDatabases;

class PlaySequenceTest {
    @OnBothDatabases
    void ids_come_in_blocks_each_once(Database database) {
        assertThat(take(database, 3)).isEqualTo(1);
        assertThat(take(database, 1)).isEqualTo(4);
        assertThat(take(database, 1000)).isEqualTo(5);
        assertThat(take(database, 1)).isEqualTo(1005);
    }

    @OnBothDatabases
    void the_last_id_is_2146483647_and_nothing_comes_after_it(Database database) {
        database.change(handle -> handle.execute("UPDATE sequence SET next = 2146483646 WHERE name = 'play'"));
        assertThatThrownBy(() -> take(database, 3)).isInstanceOf(IdsUsedUp.class);
        assertThat(take(database, 2)).isEqualTo(2146483646);
        assertThatThrownBy(() -> take(database, 1)).isInstanceOf(IdsUsedUp.class);
    }

    @OnBothDatabases
    void a_change_that_fails_takes_no_ids(Database database) {
        assertThatThrownBy(() -> database.change(handle -> {
                    PlaySequence.take(handle, 50);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(take(database, 1)).isEqualTo(1);
    }

    private static int take(Database database, int count) {
        return database.write(handle -> PlaySequence.take(handle, count));
    }
}

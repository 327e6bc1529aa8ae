package masthead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Category NEWS = new Category(new CategoryId(7), "News");
    private static final Category SPORT = new Category(new CategoryId(3), "Sport");
    private static final Category EMPTY = new Category(new CategoryId(5), "Empty");

    @Test
    void channels_stand_by_category_and_in_the_order_given() {
        Catalog catalog = catalog(channel(9, SPORT), channel(4, NEWS), channel(2, SPORT), channel(8, NEWS));
        assertThat(catalog.channels()).extracting(each -> each.id().value()).containsExactly(4, 8, 9, 2);
        assertThat(catalog.channels(SPORT.id()))
                .extracting(each -> each.id().value())
                .containsExactly(9, 2);
        assertThat(catalog.channels(new CategoryId(99))).isEmpty();
    }

    @Test
    void a_channel_is_found_by_its_id() {
        Catalog catalog = catalog(channel(9, SPORT), channel(2147483647, NEWS), channel(2, SPORT));
        assertThat(catalog.channel(new ChannelId(2147483647)))
                .map(Channel::name)
                .contains("Channel 2147483647");
        assertThat(catalog.channel(new ChannelId(2))).map(Channel::name).contains("Channel 2");
        assertThat(catalog.channel(new ChannelId(3))).isEmpty();
    }

    @Test
    void a_category_without_a_channel_is_not_there() {
        Catalog catalog = catalog(channel(9, SPORT), channel(4, NEWS));
        assertThat(catalog.categories()).containsExactly(NEWS, SPORT);
        assertThat(catalog.category(EMPTY.id())).isEmpty();
        assertThat(catalog.category(SPORT.id())).contains(SPORT);
    }

    @Test
    void a_channel_without_a_known_category_or_there_twice_is_refused() {
        Category unknown = new Category(new CategoryId(88), "Unknown");
        assertThatThrownBy(() -> catalog(channel(1, unknown))).hasMessageContaining("no known category");
        assertThatThrownBy(() -> catalog(channel(1, NEWS), channel(1, SPORT))).hasMessageContaining("twice");
    }

    @Test
    void what_is_on_offer_cannot_be_changed() {
        Catalog catalog = catalog(channel(9, SPORT));
        assertThatThrownBy(() -> catalog.channels().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalog.channels(SPORT.id()).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static Catalog catalog(Channel... channels) {
        return new Catalog(1, List.of(channels), List.of(NEWS, EMPTY, SPORT), List.of());
    }

    private static Channel channel(int id, Category category) {
        return new Channel(
                new ChannelId(id), "Channel " + id, category.id(), 0, "", "", 0, Instant.EPOCH, List.of(), 0);
    }
}

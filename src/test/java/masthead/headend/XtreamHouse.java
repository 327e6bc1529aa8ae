package masthead.headend;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import masthead.catalog.AccountState;
import masthead.catalog.Login;
import masthead.catalog.NewProvider;
import masthead.catalog.ProviderKind;
import masthead.catalog.Reach;
import masthead.catalog.Upkeep;
import masthead.config.Secret;
import masthead.studio.xtream.FakeXtream;

/** A catalog with one provider that is an account at a small panel, for tests. */
final class XtreamHouse implements AutoCloseable {
    final PageHouse house;
    final FakeXtream xtream = FakeXtream.small();
    final TestHeadend headend;

    XtreamHouse(Path folder) {
        this(folder, Map.of());
    }

    XtreamHouse(Path folder, Map<String, String> options) {
        this(folder, "", options, FakeXtream.PASSWORD);
    }

    XtreamHouse(Path folder, String base, Map<String, String> options, String password) {
        house = new PageHouse(folder);
        xtream.in(house.panel, base);
        headend = house.headend(
                new NewProvider(
                        "Panel",
                        ProviderKind.XTREAM,
                        house.panel.url(base),
                        0,
                        "",
                        Reach.DIRECT,
                        new Upkeep(options, Optional.empty()),
                        Optional.of(new Login(FakeXtream.USERNAME, new Secret(password)))),
                Map.of(),
                house.clock);
    }

    ImportOutcome run() {
        return headend.imports.run(headend.provider);
    }

    AccountState state() {
        return headend.catalogs.current().accountState(headend.provider, 0).orElseThrow();
    }

    XtreamClient client() {
        return new XtreamClient(house.fetch, headend.catalogs, PageHouse.settings(Map.of()), house.clock);
    }

    /** Everything of the catalog that an import could spoil. */
    List<String> everything() {
        return TestHeadend.texts(
                house.database,
                "SELECT f.id || ' ' || f.channel_id || ' ' || f.kind || ' ' || f.name || ' ' || f.url || ' ' || f.group_name || ' '"
                        + " || f.attributes || ' ' || c.name || ' ' || c.logo || ' ' || c.guide_id || ' ' || c.number || ' '"
                        + " || c.archive_days FROM feed f JOIN channel c ON c.id = f.channel_id WHERE f.gone_at IS NULL ORDER BY f.id");
    }

    /** {@code column} of the feed at {@code url}. */
    String of(String url, String column) {
        return TestHeadend.texts(
                        house.database,
                        "SELECT " + column + " || '' FROM feed f JOIN channel c ON c.id = f.channel_id WHERE f.url = '"
                                + url + "'")
                .getFirst();
    }

    @Override
    public void close() {
        house.close();
    }
}

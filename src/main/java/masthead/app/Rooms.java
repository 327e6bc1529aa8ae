package masthead.app;

import java.nio.file.Path;
import java.util.List;
import masthead.access.AccessSettings;
import masthead.alerts.AlertSettings;
import masthead.archive.ArchiveSettings;
import masthead.config.SettingsPage;
import masthead.dashboard.DashboardSettings;
import masthead.database.DatabaseSettings;
import masthead.guide.GuideSettings;
import masthead.guide.fill.FillSettings;
import masthead.headend.HeadendSettings;
import masthead.http.HttpSettings;
import masthead.relay.RelaySettings;
import masthead.relay.WatchdogSettings;
import masthead.tuner.SlateSettings;
import masthead.tuner.TunerSettings;
import masthead.tuner.acestream.AceSettings;
import masthead.vod.VodSettings;
import masthead.xtream.XtreamSettings;
import masthead.xtream.images.ImageSettings;

/** The rooms that have settings, in the order operators read of them. */
public final class Rooms {
    /** One {@code @ConfigMapping} interface per room. */
    public static final List<Class<?>> WITH_SETTINGS = List.of(
            HttpSettings.class,
            OperatorSettings.class,
            StopSettings.class,
            DatabaseSettings.class,
            AccessSettings.class,
            LeaseSettings.class,
            HeadendSettings.class,
            GuideSettings.class,
            FillSettings.class,
            TunerSettings.class,
            AceSettings.class,
            SlateSettings.class,
            RelaySettings.class,
            WatchdogSettings.class,
            VodSettings.class,
            ArchiveSettings.class,
            AlertSettings.class,
            XtreamSettings.class,
            ImageSettings.class,
            DashboardSettings.class);

    static final SettingsPage PAGE = new SettingsPage(WITH_SETTINGS);
    static final Path DOCS_PAGE = Path.of("docs", "5-reference", "settings.md");
    static final Path SAMPLE_FILE = Path.of("docs", "5-reference", "masthead.yaml");

    private Rooms() {}
}

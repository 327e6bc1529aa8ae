package masthead.dashboard;

/** The pages of one subject. */
public abstract sealed class Pages
        permits LoginPages,
                OnAirPages,
                ChannelPages,
                TitlePages,
                FeedPages,
                RulePages,
                LineupPages,
                ProviderPages,
                RefreshPages,
                GuidePages,
                GridPages,
                SubscriberPages,
                SystemPages,
                SettingPages,
                LogPages,
                OperatorPages,
                WebhookPages,
                PicturePages,
                SetupPages {
    /** Hangs them up. */
    abstract void addTo(Gate gate);
}

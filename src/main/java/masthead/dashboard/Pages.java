package masthead.dashboard;

/** The pages of one subject. */
public abstract sealed class Pages
        permits LoginPages,
                OnAirPages,
                ChannelPages,
                FeedPages,
                RulePages,
                LineupPages,
                ProviderPages,
                GuidePages,
                SubscriberPages,
                SystemPages,
                OperatorPages,
                PicturePages,
                SetupPages {
    /** Hangs them up. */
    abstract void addTo(Gate gate);
}

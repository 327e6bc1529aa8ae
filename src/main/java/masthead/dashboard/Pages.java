package masthead.dashboard;

/** The pages of one subject. */
public abstract sealed class Pages
        permits LoginPages,
                OnAirPages,
                ChannelPages,
                TitlePages,
                RulePages,
                LineupPages,
                ProviderPages,
                GuidePages,
                GridPages,
                AcePages,
                SubscriberPages,
                SystemPages,
                OperatorPages,
                SetupPages {
    /** Hangs them up. */
    abstract void addTo(Gate gate);
}

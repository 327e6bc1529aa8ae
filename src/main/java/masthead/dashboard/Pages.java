package masthead.dashboard;

/** The pages of one subject. */
public abstract sealed class Pages
        permits LoginPages,
                OnAirPages,
                ChannelPages,
                RulePages,
                LineupPages,
                ProviderPages,
                GuidePages,
                SubscriberPages,
                SystemPages,
                OperatorPages,
                WebhookPages,
                SecondFactorPages,
                SetupPages {
    /** Hangs them up. */
    abstract void addTo(Gate gate);
}

package masthead.rest;

/** What operators can ask about one subject: a table of routes. */
public abstract sealed class Subject
        permits BackupRoutes,
                ProviderRoutes,
                ChannelRoutes,
                DetailRoutes,
                ArchiveRoutes,
                EngineRoutes,
                FeedRoutes,
                FillRoutes,
                GuideRoutes,
                LineupRoutes,
                GuideSourceRoutes,
                MatchRoutes,
                RevisionRoutes,
                SubscriberRoutes,
                RelayRoutes,
                RuleRoutes,
                RefusalRoutes,
                SlotRoutes,
                HealthRoutes,
                WebhookRoutes,
                AccountRoutes,
                OpenRoutes {
    /** Adds its routes. */
    abstract void addTo(Door door);
}

package masthead.rest;

/** What operators can ask about one subject: a table of routes. */
public abstract sealed class Subject
        permits AuditRoutes,
                BackupRoutes,
                ProviderRoutes,
                ChannelRoutes,
                DetailRoutes,
                DocumentRoutes,
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
                SystemRoutes,
                HealthRoutes,
                WebhookRoutes,
                AccountRoutes,
                OperatorRoutes,
                TokenRoutes,
                OpenRoutes {
    /** Adds its routes. */
    abstract void addTo(Door door);
}

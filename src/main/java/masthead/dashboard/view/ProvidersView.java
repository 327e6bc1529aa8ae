package masthead.dashboard.view;

import java.util.List;

/** All providers. */
public record ProvidersView(List<ProviderView> rows) {}

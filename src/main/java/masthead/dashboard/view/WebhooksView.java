package masthead.dashboard.view;

import java.util.List;

/** Who is told of trouble. */
public record WebhooksView(List<Row> rows, List<WebhookView.Choice> choices) {
    /** @param host where it is sent to: never the whole address */
    public record Row(int id, String name, String host, boolean enabled, String events, WebhookView.State state) {}
}

package masthead.alerts;

/** The id of a webhook, from 1. */
public record WebhookId(int value) {
    public WebhookId {
        if (value < 1) {
            throw new IllegalArgumentException("an id is from 1");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}

package masthead.tuner;

import java.time.Duration;
import java.util.Optional;
import masthead.catalog.Reach;
import masthead.config.ByteSize;

/** The tuner's settings for one provider: the operator's timeouts for it win. */
record ProviderPatience(TunerSettings settings, Reach reach) implements TunerSettings {
    /** As long as a connection may take, at least: the head comes after it. */
    @Override
    public Duration headTimeout() {
        Duration connect = reach.connectTimeout().orElse(Duration.ZERO);
        return connect.compareTo(settings.headTimeout()) > 0 ? connect : settings.headTimeout();
    }

    @Override
    public Duration firstPacketTimeout() {
        return reach.silenceTimeout().orElseGet(settings::firstPacketTimeout);
    }

    @Override
    public Duration silenceTimeout() {
        return reach.silenceTimeout().orElseGet(settings::silenceTimeout);
    }

    /** A provider that is known to pause is given its pauses. */
    @Override
    public Duration stallTimeout() {
        return reach.silenceTimeout().orElseGet(settings::stallTimeout);
    }

    @Override
    public Duration rest() {
        return settings.rest();
    }

    @Override
    public Duration longestRest() {
        return settings.longestRest();
    }

    @Override
    public Duration readBatch() {
        return settings.readBatch();
    }

    @Override
    public long hlsMaxBandwidth() {
        return settings.hlsMaxBandwidth();
    }

    @Override
    public Optional<String> folders() {
        return settings.folders();
    }

    @Override
    public ByteSize fileLimit() {
        return settings.fileLimit();
    }

    @Override
    public Duration slotSettle() {
        return settings.slotSettle();
    }

    @Override
    public String userAgent() {
        return settings.userAgent();
    }
}

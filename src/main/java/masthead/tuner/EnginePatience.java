package masthead.tuner;

import java.time.Duration;
import java.util.Optional;
import masthead.config.ByteSize;
import masthead.tuner.acestream.AceSettings;

/** The tuner's settings for what AceStream engines stream, which takes long to begin and pauses often. */
record EnginePatience(TunerSettings settings, AceSettings own, boolean again) implements TunerSettings {
    @Override
    public Duration headTimeout() {
        return again ? own.reconnectTimeout() : own.headTimeout();
    }

    @Override
    public Duration firstPacketTimeout() {
        return own.firstPacketTimeout();
    }

    @Override
    public Duration silenceTimeout() {
        return own.silenceTimeout();
    }

    @Override
    public Duration stallTimeout() {
        return own.silenceTimeout();
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

package masthead.tuner.acestream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import masthead.config.Between;
import masthead.config.Doc;
import masthead.config.HostPorts;
import masthead.config.Networks;
import masthead.config.Within;

/** Settings of AceStream: where the engines are, how much each may be asked, and how patient we are with them. */
@ConfigMapping(prefix = "acestream")
@Doc(
        "AceStream engines. Where no channel has an AceStream feed nothing of this is used, and no engine is asked for anything.")
public interface AceSettings {
    @WithDefault("127.0.0.1:6878")
    @Doc("The engines' HTTP ports. Addresses that engines answer with are taken to be theirs, whatever host they name.")
    HostPorts engines();

    @Doc(
            "Who may watch at /ace/getstream, /ace/manifest.m3u8 and /ace/status without a name and password, as with acexy; no connections"
                    + " are counted for them. For instance 192.168.1.0/24. Nobody unless set.")
    Optional<Networks> openTo();

    @WithDefault("4")
    @Between(min = 1, max = 100)
    @Doc("Contents that one engine plays at once. More than a few make engines unreliable.")
    int sessionsPerEngine();

    @WithDefault("5s")
    @Within(min = "0s", max = "5m")
    @Doc("How long after a start an engine that plays something is left alone before the next.")
    Duration settle();

    @WithDefault("3s")
    @Within(min = "10ms", max = "1m")
    @Doc("How long a connection to an engine may take.")
    Duration connectTimeout();

    @WithDefault("5s")
    @Within(min = "0s", max = "1m")
    @Doc(
            "How long an engine may take to tell a content id's infohash before it is started; 0s does not ask. One content under two"
                    + " ids is one session only if they are known to be the same.")
    Duration resolveTimeout();

    @WithDefault("20s")
    @Within(min = "100ms", max = "5m")
    @Doc("How long an engine may take to answer that a session is made; contents it does not know yet take seconds.")
    Duration answerTimeout();

    @WithDefault("45s")
    @Within(min = "100ms", max = "10m")
    @Doc("How long an engine may gather data before the stream begins.")
    Duration headTimeout();

    @WithDefault("10s")
    @Within(min = "10ms", max = "10m")
    @Doc("How long an engine may take from the beginning of the stream to its first packet.")
    Duration firstPacketTimeout();

    @WithDefault("60s")
    @Within(min = "100ms", max = "30m")
    @Doc(
            "How long a viewer waits for the first picture, all of the above and other engines included; takes the place of"
                    + " relay.open-timeout.")
    Duration openTimeout();

    @WithDefault("15s")
    @Within(min = "10ms", max = "30m")
    @Doc("How long a viewer waits for the first packet where the channel has another feed to try.")
    Duration openTimeoutWithOthers();

    @WithDefault("20s")
    @Within(min = "10ms", max = "1h")
    @Doc("How long a stream may be silent, as they are when peers are few, before it is opened anew.")
    Duration silenceTimeout();

    @WithDefault("8s")
    @Within(min = "10ms", max = "1h")
    @Doc("How long a stream may be silent where the channel has another feed to go on with.")
    Duration stallTimeout();

    @WithDefault("60s")
    @Within(min = "100ms", max = "1d")
    @Doc(
            "How long a broadcast may stand still, by the engine's numbers, before it counts as frozen: engines send the same again.")
    Duration frozenAfter();

    @WithDefault("3s")
    @Within(min = "10ms", max = "1m")
    @Doc("How long opening a broken stream anew may take before its session is given up.")
    Duration reconnectTimeout();

    @WithDefault("10s")
    @Within(min = "0s", max = "10m")
    @Doc(
            "How long a session goes on after its channel went off the air, so that coming back is quick; it gives way at once to"
                    + " another content that finds no session free.")
    Duration linger();

    @WithDefault("10s")
    @Within(min = "0s", max = "5m")
    @Doc("How long a content waits for a free session, or for an engine that was there a moment ago.")
    Duration queueTimeout();

    @WithDefault("3s")
    @Within(min = "10ms", max = "1m")
    @Doc("How long an engine may take to stop a session.")
    Duration stopTimeout();

    @WithDefault("2s")
    @Within(min = "1s", max = "10m")
    @Doc("How often an engine is asked for a session's numbers.")
    Duration statInterval();

    @WithDefault("15s")
    @Within(min = "1s", max = "10m")
    @Doc("How often an engine that is used is asked whether it is well.")
    Duration healthInterval();
}

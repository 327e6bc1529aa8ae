package masthead.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the end. */
@ConfigMapping(prefix = "stop")
@Doc("How it ends when it is told to.")
public interface StopSettings {
    @WithDefault("0s")
    @Within(min = "0s", max = "5m")
    @Doc(
            "How long it goes on to serve after SIGTERM while /health/ready answers 503 already, so that a load balancer sends nobody"
                    + " here any more; then it closes, which takes less than five seconds. Whoever stops it has to wait longer than both.")
    Duration notice();
}

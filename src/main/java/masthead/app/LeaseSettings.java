package masthead.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of the sweep over leases. */
@ConfigMapping(prefix = "leases")
@Doc("Seats of viewers and connections to providers are leases; a sweep looks whether each is still in use.")
public interface LeaseSettings {
    @WithDefault("30s")
    @Within(min = "1s", max = "1h")
    @Doc(
            "How often leases are compared with what holds them. One whose holder is found gone twice in a row is freed, and counted"
                    + " in masthead_leases_leaked_total: that is a defect, please report it.")
    Duration sweep();
}

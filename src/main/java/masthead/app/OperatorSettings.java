package masthead.app;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import masthead.config.Doc;
import masthead.config.Secret;

/** Settings of the first start. */
@ConfigMapping(prefix = "operator")
@Doc("Those who run the place.")
public interface OperatorSettings {
    @Doc(
            "The password of the operator admin and of the subscriber admin, used only when an empty database is filled for the"
                    + " first time. Without it the first operator is made in the browser, at the address that is printed; a build without"
                    + " the dashboard makes a password up and prints it once.")
    Optional<Secret> password();
}

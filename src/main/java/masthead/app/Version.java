package masthead.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version the jar's manifest names. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Masthead " + number()};
    }

    /** Without the name, for instance {@code 0.1.0}. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built from source)");
    }
}

package masthead.relay;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every acceptance case of AceStream again, with engines of each of the other policies. */
@Tag("slow")
class AcePoliciesTest {
    @Nested
    @ParameterizedClass
    @EnumSource(value = Lab.class, mode = EnumSource.Mode.EXCLUDE, names = "USUAL")
    class Sharing extends AceSharingTest {
        @Parameter
        Lab lab = Lab.USUAL;

        @Override
        Lab lab() {
            return lab;
        }
    }

    @Nested
    @ParameterizedClass
    @EnumSource(value = Lab.class, mode = EnumSource.Mode.EXCLUDE, names = "USUAL")
    class Faults extends AceFaultTest {
        @Parameter
        Lab lab = Lab.USUAL;

        @Override
        Lab lab() {
            return lab;
        }
    }

    @Nested
    @ParameterizedClass
    @EnumSource(value = Lab.class, mode = EnumSource.Mode.EXCLUDE, names = "USUAL")
    class Checks extends AceCheckTest {
        @Parameter
        Lab lab = Lab.USUAL;

        @Override
        Lab lab() {
            return lab;
        }
    }
}

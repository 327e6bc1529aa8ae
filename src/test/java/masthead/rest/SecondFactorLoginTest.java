package masthead.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import masthead.access.NewToken;
import masthead.access.Scope;
import masthead.access.SecondFactors;
import masthead.studio.Authenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of an operator who asks a code of himself. */
class SecondFactorLoginTest {
    @Test
    void a_password_is_not_enough_any_more_and_a_token_is(@TempDir Path folder) {
        try (RestHouse house = new RestHouse(folder)) {
            assertThat(house.ask("GET", "/api/channels", "").statusCode()).isEqualTo(200);
            SecondFactors factors = house.access.secondFactors();
            Authenticator authenticator =
                    new Authenticator(factors.begin("root").key().value());
            factors.turnOn("root", authenticator.code(house.clock.instant()));

            HttpResponse<String> refused = house.ask("GET", "/api/channels", "");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body())
                    .contains("urn:masthead:problem:second-factor", "make a token on the page My account");
            assertThat(house.askAs("root", "wrong", "GET", "/api/channels", "").body())
                    .contains("urn:masthead:problem:login"); // who has not even the password is not told

            String token = house.access
                    .tokens()
                    .make(
                            house.access.operators().find("root").orElseThrow(),
                            new NewToken("script", List.of(Scope.of("read").orElseThrow()), Optional.empty()))
                    .secret()
                    .value();
            assertThat(house.askBy(token, "GET", "/api/channels", "").statusCode())
                    .isEqualTo(200);
        }
    }
}

package masthead.rest;

import java.util.Optional;
import masthead.catalog.Login;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderKind;
import masthead.config.Secret;
import masthead.format.xtream.PanelAddress;

/**
 * What a request says of a panel and of the account there: {@code url}, {@code username} and {@code password}. People type all of it
 * into the address; then it is taken out of there, and none of it stays in the address.
 *
 * @param url the panel's address, if one was named
 * @param username empty if none was named
 * @param password empty if none was named
 */
record PanelFields(Optional<String> url, String username, String password) {
    /** For a provider of this kind; of another kind the address stays as it is. */
    static PanelFields of(Fields fields, ProviderKind kind) {
        Optional<String> url = fields.text("url");
        if (kind != ProviderKind.XTREAM) {
            for (String each : new String[] {"username", "password"}) {
                if (fields.text(each).isPresent()) {
                    throw new Refusal(Problem.field(
                            each,
                            "Only a provider of kind xtream is added with an account; others have theirs in the address, and"
                                    + " more at /api/providers/{id}/accounts."));
                }
            }
            return new PanelFields(url, "", "");
        }
        Optional<PanelAddress.Typed> typed = url.map(each -> Refusal.unlessValid(() -> PanelAddress.typed(each)));
        return new PanelFields(
                typed.map(PanelAddress.Typed::base),
                fields.text("username")
                        .orElse(typed.map(PanelAddress.Typed::username).orElse("")),
                fields.text("password")
                        .orElse(typed.map(PanelAddress.Typed::password).orElse("")));
    }

    /** The account of a provider that is added; a panel's has one. */
    Optional<Login> login(ProviderKind kind) {
        if (kind != ProviderKind.XTREAM) {
            return Optional.empty();
        }
        return Optional.of(new Login(
                Fields.required("username", named(username)),
                Fields.required("password", named(password).map(Secret::new))));
    }

    /** The main account as it shall be, if the request says anything of it; what it does not say stays. */
    Optional<ProviderAccount> changed(masthead.catalog.ProviderId id, Optional<ProviderAccount> before) {
        if (username.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProviderAccount(
                id,
                0,
                Fields.required("username", named(username).or(() -> before.map(ProviderAccount::username))),
                Fields.required(
                        "password",
                        named(password)
                                .map(Secret::new)
                                .or(() -> before.filter(each -> !each.locked()).map(ProviderAccount::password))),
                before.map(ProviderAccount::maxConnections).orElse(0)));
    }

    private static Optional<String> named(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "PanelFields[***]";
    }
}

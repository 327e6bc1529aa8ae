package masthead.headend;

import java.util.Optional;
import masthead.catalog.Catalog;
import masthead.catalog.Login;
import masthead.catalog.ProviderAccount;
import masthead.catalog.ProviderId;

/** The accounts that lists are read in the name of. */
final class Accounts {
    private Accounts() {}

    /**
     * The main account; empty if there is none.
     *
     * @throws ListFailed if its password cannot be read
     */
    static Optional<Login> main(Catalog catalog, ProviderId provider) {
        Optional<ProviderAccount> main = catalog.accounts(provider).stream()
                .filter(each -> each.position() == 0)
                .findFirst();
        if (main.filter(ProviderAccount::locked).isPresent()) {
            throw new ListFailed("The password of this provider's account cannot be read: it was encrypted with another"
                    + " key than the one in secret.key in the data folder. Put the right file back and start again, or"
                    + " enter the password anew.");
        }
        return main.map(each -> new Login(each.username(), each.password()));
    }
}

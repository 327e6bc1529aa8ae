package masthead.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import masthead.config.Between;
import masthead.config.ByteSize;
import masthead.config.Doc;
import masthead.config.Within;

/** Settings of logins and seats. */
@ConfigMapping(prefix = "access")
@Doc(
        "Logins and seats: what a password hash costs, how guessers are slowed, and what happens over a limit of connections.")
public interface AccessSettings {
    @WithDefault("19MiB")
    @Doc(
            "Memory of one Argon2id password hash; at most two are computed at once. Stored hashes keep the cost they were made"
                    + " with.")
    ByteSize hashMemory();

    @WithDefault("2")
    @Between(min = 1, max = 1000)
    @Doc("Passes of one Argon2id password hash over its memory.")
    int hashIterations();

    @WithDefault("10m")
    @Within(min = "0s", max = "30d")
    @Doc("How long a right name and password are known without another hash, counted from their last use.")
    Duration rememberRight();

    @WithDefault("1m")
    @Within(min = "0s", max = "30d")
    @Doc("How long a wrong name and password are refused without another hash.")
    Duration rememberWrong();

    @WithDefault("20000")
    @Between(min = 1, max = 10_000_000)
    @Doc("Right pairs, wrong pairs and failing addresses remembered at most, each; the least used are forgotten first.")
    int remembered();

    @WithDefault("256")
    @Between(min = 1, max = 1_000_000)
    @Doc(
            "Logins that may wait for a hash. When it is full, the address with the most of them loses one; with no such address"
                    + " the newcomer is refused. Refusals are counted in masthead_logins_refused_total.")
    int waiting();

    @WithDefault("16")
    @Between(min = 1, max = 1_000_000)
    @Doc("Logins of one address that may wait for a hash; further ones are refused and counted.")
    int waitingPerAddress();

    @WithDefault("20")
    @Between(min = 1, max = 1_000_000)
    @Doc("Wrong logins an address may try without being slowed.")
    int failureBurst();

    @WithDefault("1s")
    @Within(min = "1ms", max = "1d")
    @Doc("The pause between the logins of an address that has used up its wrong ones.")
    Duration failurePause();

    @WithDefault("2s")
    @Within(min = "0s", max = "5s")
    @Doc(
            "How long a subscriber may be one connection over his limit: players open the next channel before they close the"
                    + " last. Then the older one is ended.")
    Duration seatGrace();

    @WithDefault("newest-wins")
    @Doc(
            "What becomes of a connection over the limit where the subscriber watches at other addresses only: with newest-wins"
                    + " it is let in and the oldest ends, with refuse it is answered 403. At the same address the newest always"
                    + " wins: that is zapping.")
    WhenFull whenFull();

    @WithDefault("500")
    @Between(min = 1, max = 100_000)
    @Doc("How many refused plays /api/refusals remembers; the same one again counts as one.")
    int refusalsKept();
}

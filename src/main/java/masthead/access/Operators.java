package masthead.access;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import masthead.config.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who run the place. Blocks; on a virtual thread. */
public final class Operators {
    private static final Logger log = LoggerFactory.getLogger(Operators.class);

    private final OperatorTable table;
    private final Passwords passwords;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Map<String, String> hashes;

    Operators(OperatorTable table, Passwords passwords, Clock clock) {
        this.table = table;
        this.passwords = passwords;
        this.clock = clock;
        this.hashes = Map.copyOf(table.all());
    }

    /** Whether there is no operator yet: an empty data folder. */
    public boolean none() {
        return hashes.isEmpty();
    }

    /**
     * Adds an operator.
     *
     * @throws RefusedName if the name has letters a name cannot have
     * @throws TakenName if there is one of this name
     * @throws RefusedPassword if the password is empty or too long
     */
    public void add(String name, Secret password) {
        Names.check(name);
        Names.check(password);
        add(name, password, passwords.hash(password));
    }

    /** As {@link #add(String, Secret)}, of a name and a password that were checked, and the password's hash. */
    void add(String name, Secret password, String hash) {
        changing.lock();
        try {
            if (hashes.containsKey(name)) {
                throw new TakenName("There is an operator called '" + name + "' already.");
            }
            table.insert(name, hash, clock.instant());
            hashes = Map.copyOf(table.all());
        } finally {
            changing.unlock();
        }
        passwords.remember(claim(new Credentials(name, password)));
        log.atInfo().addKeyValue("operator", name).log("Operator added");
    }

    /** Whether this name and password are an operator's; same costs and limits as {@link Turnstile#recognise}. */
    public boolean recognise(Credentials credentials, String address) {
        return passwords.judge(claim(credentials), address);
    }

    private Claim claim(Credentials credentials) {
        return new Claim(Realm.OPERATOR, credentials, Optional.ofNullable(hashes.get(credentials.username())));
    }
}

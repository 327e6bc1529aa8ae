package masthead.access;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import masthead.config.Secret;
import masthead.database.Acting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who run the place. Blocks; on a virtual thread. */
public final class Operators {
    private static final Logger log = LoggerFactory.getLogger(Operators.class);

    private static final int SHORTEST = 8;

    private final OperatorTable table;
    private final Passwords passwords;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();
    /** By name, oldest first; replaced as a whole. */
    private volatile Map<String, OperatorTable.Entry> everybody;

    Operators(OperatorTable table, Passwords passwords, Clock clock) {
        this.table = table;
        this.passwords = passwords;
        this.clock = clock;
        this.everybody = read();
    }

    private Map<String, OperatorTable.Entry> read() {
        Map<String, OperatorTable.Entry> all = new LinkedHashMap<>();
        table.all().forEach(each -> all.put(each.operator().name(), each));
        return all;
    }

    /** Whether there is no operator yet: an empty data folder. */
    public boolean none() {
        return everybody.isEmpty();
    }

    /** All of them, oldest first; never blocks. */
    public List<Operator> all() {
        return everybody.values().stream().map(OperatorTable.Entry::operator).toList();
    }

    /** The operator of this name; never blocks. */
    public Optional<Operator> find(String name) {
        return Optional.ofNullable(everybody.get(name)).map(OperatorTable.Entry::operator);
    }

    /** As {@link #add(String, Secret, Role)}, an owner. */
    public void add(String name, Secret password) {
        add(name, password, Role.OWNER);
    }

    /**
     * Adds an operator.
     *
     * @throws RefusedName if the name has letters a name cannot have
     * @throws TakenName if there is one of this name
     * @throws RefusedPassword if the password is empty or too long
     */
    public void add(String name, Secret password, Role role) {
        Names.check(name);
        Names.check(password);
        add(name, password, role, passwords.hash(password));
    }

    /**
     * Adds the first operator, an owner, unless there is one meanwhile.
     *
     * @return whether it was added
     * @throws RefusedName as {@link #add(String, Secret, Role)}
     * @throws RefusedPassword as {@link #add(String, Secret, Role)}
     */
    public boolean addFirst(String name, Secret password) {
        Names.check(name);
        Names.check(password);
        String hash = passwords.hash(password);
        changing.lock();
        try {
            if (!none()) {
                return false;
            }
            add(name, password, Role.OWNER, hash);
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** As {@link #add(String, Secret, Role)}, of a name and a password that were checked, and the password's hash. */
    void add(String name, Secret password, Role role, String hash) {
        changing.lock();
        try {
            if (everybody.containsKey(name)) {
                throw new TakenName("There is an operator called '" + name + "' already.");
            }
            table.insert(new OperatorTable.Entry(new Operator(name, role, now()), hash));
            everybody = read();
        } finally {
            changing.unlock();
        }
        passwords.remember(claim(new Credentials(name, password)));
        log.atInfo()
                .addKeyValue("operator", name)
                .addKeyValue("role", role.word())
                .log("Operator added");
    }

    /**
     * A password as somebody chose it.
     *
     * @throws RefusedPassword if it is too short for an operator
     */
    public static Secret chosen(String password) {
        if (password.length() < SHORTEST) {
            throw new RefusedPassword("A password of an operator has " + SHORTEST + " characters or more.");
        }
        return new Secret(password);
    }

    /**
     * Changes an operator: only what is present.
     *
     * @throws NoSuchOperator if there is none of this name
     * @throws LastOwner if nobody would be left who may do this
     * @throws RefusedPassword if the password is empty or too long
     */
    public void edit(String name, Optional<Role> role, Optional<Secret> password) {
        password.ifPresent(Names::check);
        Optional<String> hash = password.map(passwords::hash);
        changing.lock();
        try {
            OperatorTable.Entry before = found(name);
            Operator known = before.operator();
            Role now = role.orElse(known.role());
            if (now != Role.OWNER) {
                refuseLastOwner(known);
            }
            table.update(
                    new OperatorTable.Entry(
                            new Operator(name, now, known.createdAt()), hash.orElse(before.passwordHash())),
                    now(),
                    hash.isPresent() ? "password" : now.word());
            everybody = read();
        } finally {
            changing.unlock();
        }
        log.atInfo().addKeyValue("operator", name).log("Operator changed");
    }

    /**
     * Removes an operator.
     *
     * @throws NoSuchOperator if there is none of this name
     * @throws LastOwner if nobody would be left who may do this
     */
    public void remove(String name) {
        changing.lock();
        try {
            refuseLastOwner(found(name).operator());
            table.delete(name, now());
            everybody = read();
        } finally {
            changing.unlock();
        }
        log.atInfo().addKeyValue("operator", name).log("Operator removed");
    }

    /** Whether this name and password are an operator's; same costs and limits as {@link Turnstile#recognise}. */
    public boolean recognise(Credentials credentials, String address) {
        return known(credentials, address).isPresent();
    }

    /** The operator of this name and password; same costs and limits as {@link Turnstile#recognise}. */
    public Optional<Operator> known(Credentials credentials, String address) {
        Claim claim = claim(credentials);
        return passwords.judge(claim, address)
                ? Optional.ofNullable(everybody.get(credentials.username()))
                        .filter(each -> claim.onFile()
                                .filter(each.passwordHash()::equals)
                                .isPresent())
                        .map(OperatorTable.Entry::operator)
                : Optional.empty();
    }

    /** Runs {@code work} in the name of {@code operator}: the audit names him. */
    public static <X extends Throwable> void acting(Operator operator, Work<X> work) throws X {
        Acting.as(operator.name(), work::run);
    }

    /** Runs {@code work} in the name of {@code caller}: the audit names him, and his token. */
    public static <X extends Throwable> void acting(Caller caller, Work<X> work) throws X {
        Acting.as(caller.name(), work::run);
    }

    /** What an operator has done. */
    @FunctionalInterface
    public interface Work<X extends Throwable> {
        void run() throws X;
    }

    private OperatorTable.Entry found(String name) {
        OperatorTable.Entry entry = everybody.get(name);
        if (entry == null) {
            throw new NoSuchOperator("There is no operator called '" + name + "'.");
        }
        return entry;
    }

    private void refuseLastOwner(Operator operator) {
        boolean another = all().stream()
                .anyMatch(each -> each.role() == Role.OWNER && !each.name().equals(operator.name()));
        if (operator.role() == Role.OWNER && !another) {
            throw new LastOwner("'" + operator.name() + "' is the only owner: make another operator one first.");
        }
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Claim claim(Credentials credentials) {
        return new Claim(
                Realm.OPERATOR,
                credentials,
                Optional.ofNullable(everybody.get(credentials.username())).map(OperatorTable.Entry::passwordHash));
    }
}

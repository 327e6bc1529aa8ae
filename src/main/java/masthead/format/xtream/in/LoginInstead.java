package masthead.format.xtream.in;

/** What came is the answer to a login: the account may not have what was asked for, or may no longer have anything. */
public final class LoginInstead extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LoginAnswer answer;

    LoginInstead(LoginAnswer answer) {
        super("the answer to a login instead of a list");
        this.answer = answer;
    }

    public LoginAnswer answer() {
        return answer;
    }
}

package masthead.dashboard;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Words that nobody could guess, of letters and digits that nobody takes for another. */
final class MadeUp {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679";
    private static final int PASSWORD = 10;
    private static final int CODE = 16;

    private MadeUp() {}

    /** A password that can be typed with a remote control; 56 bits. */
    static String password() {
        return word(PASSWORD);
    }

    /** Something to be copied once; 90 bits. */
    static String code() {
        return word(CODE);
    }

    private static String word(int length) {
        return RANDOM.ints(length, 0, LETTERS.length())
                .mapToObj(each -> String.valueOf(LETTERS.charAt(each)))
                .collect(Collectors.joining());
    }
}

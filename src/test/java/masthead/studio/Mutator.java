package masthead.studio;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages known inputs, always in the same ways: input {@code n} of a seed is the same on every machine, so a failure
 * names the number to try again. Immutable; any thread.
 */
public final class Mutator {
    private static final int MOST_MUTATIONS = 6;
    private static final int LONGEST_PIECE = 600;
    private static final byte[] TELLING = {
        0, 1, (byte) 0x80, (byte) 0xff, 0x7f, 0x47, '"', '\'', ',', '=', '#', '\n', '\r', '|'
    };

    private final long seed;
    private final List<byte[]> corpus;

    /** What a test does with one input. */
    public interface Trial {
        void attempt(byte[] input) throws Exception;
    }

    public Mutator(long seed, List<byte[]> corpus) {
        this.seed = seed;
        this.corpus = corpus.stream().map(byte[]::clone).toList();
    }

    /** Tries the inputs from 0 to {@code count}; the failure of one names it. */
    public void run(int count, Trial trial) {
        for (int number = 0; number < count; number++) {
            byte[] input = input(number);
            try {
                trial.attempt(input);
            } catch (Exception | AssertionError | StackOverflowError failure) {
                throw new AssertionError(
                        "input " + number + " of seed " + seed + ", " + input.length + " bytes", failure);
            }
        }
    }

    /** The input of this number. */
    public byte[] input(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        byte[] input = pick(random).clone();
        int mutations = 1 + random.nextInt(MOST_MUTATIONS);
        for (int each = 0; each < mutations && input.length > 0; each++) {
            input = mutate(input, random);
        }
        return input;
    }

    private byte[] mutate(byte[] input, SplittableRandom random) {
        int at = random.nextInt(input.length);
        int length = Math.min(input.length - at, 1 + random.nextInt(LONGEST_PIECE));
        return switch (random.nextInt(8)) {
            case 0 -> { // flip a bit
                input[at] ^= (byte) (1 << random.nextInt(8));
                yield input;
            }
            case 1 -> { // set a byte
                input[at] = TELLING[random.nextInt(TELLING.length)];
                yield input;
            }
            case 2 -> { // any byte
                input[at] = (byte) random.nextInt();
                yield input;
            }
            case 3 -> joined(input, 0, at, input, at + length, input.length); // cut out
            case 4 -> joined(input, 0, at + length, input, at, input.length); // double
            case 5 -> joined(input, 0, at, input, at, at); // cut off
            case 6 -> { // go on with another one
                byte[] other = pick(random);
                int from = random.nextInt(other.length);
                yield joined(input, 0, at, other, from, other.length);
            }
            default -> { // noise in between
                byte[] noise = new byte[1 + random.nextInt(200)];
                random.nextBytes(noise);
                byte[] head = joined(input, 0, at, noise, 0, noise.length);
                yield joined(head, 0, head.length, input, at, input.length);
            }
        };
    }

    private byte[] pick(SplittableRandom random) {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private static byte[] joined(byte[] first, int from, int to, byte[] second, int secondFrom, int secondTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(to - from + secondTo - secondFrom);
        joined.write(first, from, to - from);
        joined.write(second, secondFrom, secondTo - secondFrom);
        return joined.toByteArray();
    }
}

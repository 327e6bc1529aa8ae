package masthead.headend;

import java.util.Arrays;

/** Ids that were met, in 16 bytes each: a provider may have a million. One thread. */
final class SeenIds {
    private long[] slots = new long[1024];
    private int count;

    /** @return whether it was not met before */
    boolean add(String id) {
        if (count * 2 >= slots.length) {
            long[] old = slots;
            slots = new long[old.length * 2];
            Arrays.stream(old).filter(each -> each != 0).forEach(each -> slots[slot(each)] = each);
        }
        long mark = mark(id);
        int slot = slot(mark);
        if (slots[slot] == mark) {
            return false;
        }
        slots[slot] = mark;
        count++;
        return true;
    }

    /** Where {@code mark} is, or belongs. */
    private int slot(long mark) {
        int at = (int) ((mark * 0x9E3779B97F4A7C15L) >>> 33) & (slots.length - 1);
        while (slots[at] != 0 && slots[at] != mark) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    /** A short number is itself; of anything else 63 bits of a hash, which do not meet twice among a million. */
    private static long mark(String id) {
        if (id.length() <= 18 && !id.isEmpty() && id.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return Long.parseLong(id) + 1;
        }
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (int at = 0; at < id.length(); at++) {
            hash = (hash ^ id.charAt(at)) * 0x100000001b3L;
        }
        return hash | Long.MIN_VALUE;
    }
}

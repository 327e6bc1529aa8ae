package masthead.catalog;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Channels in an order, each packed into some hundred bytes and made anew whenever it is asked for. Immutable.
 *
 * <p>There may be hundreds of thousands of them, and two catalogs at once while a new one is made; as objects each takes five times
 * as much. Channels are packed one behind the other into blocks. Where a block ends follows from the ids in it, not from its place: what is
 * put in or left out between two catalogs changes one block and no other, and both catalogs hold the same bytes. Block: the offsets of its
 * channels, four bytes each, then the channels.
 */
final class PackedChannels extends AbstractList<Channel> implements RandomAccess {
    private static final int MOST_IN_BLOCK = 128;
    private static final int LEAST_IN_BLOCK = 16;
    /** In a millisecond. */
    private static final FeedKind[] KINDS = FeedKind.values();

    private final byte[][] blocks;
    /** The place of the first channel of each block; then how many channels there are. */
    private final int[] firsts;

    private final Shared shared;

    /**
     * What channels have in common, by number.
     *
     * @param stale whether the next catalog does better without it
     */
    private record Shared(List<String> beginnings, List<Map<String, String>> headers, boolean stale) {}

    private PackedChannels(byte[][] blocks, int[] firsts, Shared shared) {
        this.blocks = blocks;
        this.firsts = firsts;
        this.shared = shared;
    }

    static PackedChannels of(Iterable<Channel> channels) {
        Packer packer = new Packer();
        channels.forEach(packer::add);
        return packer.packed();
    }

    @Override
    public int size() {
        return firsts[blocks.length];
    }

    @Override
    public Channel get(int place) {
        PackedBytes.Reader row = row(place);
        ChannelId id = new ChannelId((int) row.number());
        CategoryId category = new CategoryId((int) row.number());
        String name = row.text("");
        int number = (int) row.signed();
        String logo = address(row);
        String guideId = row.text("");
        int archiveDays = (int) row.signed();
        Instant addedAt = Instant.ofEpochSecond(row.signed(), row.number());
        int minBitrate = (int) row.signed();
        Feed[] feeds = new Feed[(int) row.number()];
        for (int at = 0; at < feeds.length; at++) {
            feeds[at] = feed(row);
        }
        return new Channel(id, name, category, number, logo, guideId, archiveDays, addedAt, List.of(feeds), minBitrate);
    }

    private Feed feed(PackedBytes.Reader row) {
        return new Feed(
                new FeedId((int) row.number()),
                new ProviderId((int) row.number()),
                KINDS[(int) row.number()],
                address(row),
                headers(row));
    }

    private String address(PackedBytes.Reader row) {
        return row.text(shared.beginnings.get((int) row.number()));
    }

    private Map<String, String> headers(PackedBytes.Reader row) {
        int number = (int) row.number();
        return number == 0 ? TextMap.read(row.text("")) : shared.headers.get(number - 1);
    }

    /** The id of the channel at {@code place}, without making the channel. */
    int id(int place) {
        return (int) row(place).number();
    }

    /** As {@link #id}, the id of its category. */
    int category(int place) {
        PackedBytes.Reader row = row(place);
        row.number();
        return (int) row.number();
    }

    /** For tests: what two catalogs may have in common. */
    byte[][] blocks() {
        return blocks.clone();
    }

    /** For tests: how many beginnings of addresses are kept. */
    int beginnings() {
        return shared.beginnings.size();
    }

    private PackedBytes.Reader row(int place) {
        Objects.checkIndex(place, size());
        int found = Arrays.binarySearch(firsts, place);
        int block = found < 0 ? -found - 2 : found;
        byte[] bytes = blocks[block];
        return new PackedBytes.Reader(bytes, offset(bytes, place - firsts[block]));
    }

    private static int offset(byte[] block, int index) {
        int at = index * Integer.BYTES;
        int offset = 0;
        for (int part = 0; part < Integer.BYTES; part++) {
            offset = (offset << 8) | (block[at + part] & 0xFF);
        }
        return offset;
    }

    /** Packs channels in the order they are added. Used once. */
    static final class Packer {
        private static final int MOST_HEADERS = 4096;

        /** The blocks of the catalog before, by the id of their first channel. */
        private final Map<Integer, byte[]> before = new HashMap<>();

        private final Beginnings beginnings;
        private final Map<Map<String, String>, Integer> headerNumbers = new HashMap<>();
        private final List<Map<String, String>> headers = new ArrayList<>();
        private final List<byte[]> blocks = new ArrayList<>();
        private final PackedBytes rows = new PackedBytes();
        private final int[] offsets = new int[MOST_IN_BLOCK];
        private int[] firsts = new int[1024];
        private int total;
        private int inBlock;
        private int firstId;

        Packer() {
            beginnings = new Beginnings(new String[0]);
        }

        /** @param before of which as much as possible is kept */
        Packer(PackedChannels before) {
            boolean anew = before.shared.stale;
            beginnings = new Beginnings(anew ? new String[0] : before.shared.beginnings.toArray(String[]::new));
            if (!anew) {
                before.shared.headers.forEach(this::number);
                for (byte[] each : before.blocks) {
                    this.before.put((int) new PackedBytes.Reader(each, offset(each, 0)).number(), each);
                }
            }
        }

        void add(Channel channel) {
            int id = channel.id().value();
            if (inBlock == 0) {
                firstId = id;
            }
            offsets[inBlock++] = rows.length();
            rows.number(id);
            rows.number(channel.category().value());
            rows.text(channel.name(), 0);
            rows.signed(channel.number());
            address(channel.logo());
            rows.text(channel.guideId(), 0);
            rows.signed(channel.archiveDays());
            Instant addedAt = channel.addedAt();
            rows.signed(addedAt.getEpochSecond());
            rows.number(addedAt.getNano());
            rows.signed(channel.minBitrate());
            rows.number(channel.feeds().size());
            channel.feeds().forEach(this::feed);
            total++;
            // One in 32 ids ends a block, wherever it stands.
            if (inBlock == MOST_IN_BLOCK || (inBlock >= LEAST_IN_BLOCK && (id * 0x9E3779B9) >>> 27 == 0)) {
                endBlock();
            }
        }

        @SuppressWarnings("EnumOrdinal") // never stored
        private void feed(Feed feed) {
            rows.number(feed.id().value());
            rows.number(feed.provider().value());
            rows.number(feed.kind().ordinal());
            address(feed.url());
            int number = number(feed.headers());
            rows.number(number);
            if (number == 0) {
                rows.text(TextMap.write(feed.headers()), 0);
            }
        }

        private void address(String address) {
            int beginning = beginnings.of(address);
            rows.number(beginning);
            rows.text(address, beginnings.text(beginning).length());
        }

        /** From 1; 0 where there are too many different ones. */
        private int number(Map<String, String> texts) {
            Integer known = headerNumbers.get(texts);
            if (known != null) {
                return known;
            }
            if (headers.size() == MOST_HEADERS) {
                return 0;
            }
            headers.add(texts);
            headerNumbers.put(texts, headers.size());
            return headers.size();
        }

        private void endBlock() {
            int head = inBlock * Integer.BYTES;
            byte[] starts = new byte[head];
            for (int at = 0; at < inBlock; at++) {
                int offset = head + offsets[at];
                for (int part = 0; part < Integer.BYTES; part++) {
                    starts[at * Integer.BYTES + part] = (byte) (offset >>> (24 - 8 * part));
                }
            }
            byte[] block = rows.copy(starts);
            byte[] old = before.get(firstId);
            blocks.add(old != null && Arrays.equals(old, block) ? old : block);
            if (blocks.size() == firsts.length) {
                firsts = Arrays.copyOf(firsts, firsts.length * 2);
            }
            firsts[blocks.size()] = total;
            rows.clear();
            inBlock = 0;
        }

        PackedChannels packed() {
            if (inBlock > 0) {
                endBlock();
            }
            boolean stale = beginnings.stale() || headers.size() == MOST_HEADERS;
            return new PackedChannels(
                    blocks.toArray(byte[][]::new),
                    Arrays.copyOf(firsts, blocks.size() + 1),
                    new Shared(List.of(beginnings.texts()), List.copyOf(headers), stale));
        }
    }
}

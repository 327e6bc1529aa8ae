package masthead.alerts;

import masthead.config.ByteSize;

/** Whether the disk of the data folder is nearly full. Lives on the room's thread. */
final class DiskWatch {
    private final long leastBytes;
    private final SourceWatch.Teller teller;
    private boolean low;

    /** @param least as much has to be free; nothing for never mind */
    DiskWatch(ByteSize least, SourceWatch.Teller teller) {
        this.leastBytes = least.bytes();
        this.teller = teller;
    }

    /** A tenth more than what is too little is enough again: what swings around the limit is told of once. */
    void look(long freeBytes) {
        if (!low && freeBytes < leastBytes) {
            low = true;
            teller.tell(
                    Occasion.DISK_LOW,
                    "disk",
                    "The disk of the data folder has " + mebibytes(freeBytes) + " left, less than alerts.disk-low.");
        } else if (low && freeBytes >= leastBytes + leastBytes / 10) {
            low = false;
            teller.tell(
                    Occasion.DISK_ENOUGH,
                    "disk",
                    "The disk of the data folder has room again: " + mebibytes(freeBytes) + ".");
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}

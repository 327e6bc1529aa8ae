package masthead.headend;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import masthead.format.m3u.M3uEntry;
import masthead.format.m3u.M3uForm;
import masthead.format.m3u.M3uWriter;

/** A list of channels being made of something else, in a spool file, so that it is imported as any list is. One thread. */
final class ListDraft implements AutoCloseable {
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    private final FileChannel file;
    private final ImportProgress progress;
    private final Writer out;
    private final M3uWriter list;
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int entries;
    private boolean handedOver;

    ListDraft(FileChannel file, ImportProgress progress) {
        this.file = file;
        this.progress = progress;
        this.out = new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8), 64 * 1024);
        this.list = new M3uWriter(out, M3uForm.PLUS);
        list.begin();
    }

    /** Where is told how far it is. */
    ImportProgress progress() {
        return progress;
    }

    int entries() {
        return entries;
    }

    void add(String name, Map<String, String> attributes, String address) {
        entries++;
        progress.entry();
        Map<String, String> kept = new TreeMap<>(attributes);
        kept.keySet().removeIf(each -> !ATTRIBUTE.matcher(each).matches());
        kept.putIfAbsent("tvg-name", name); // a comma in a name is safe behind an attribute
        list.entry(name, kept, address);
    }

    /** As it is in a list somewhere else. */
    void add(M3uEntry entry) {
        Map<String, String> attributes = new TreeMap<>(entry.attributes());
        entry.group().ifPresent(group -> attributes.put("group-title", group));
        String headers = entry.headers().entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        add(entry.name(), attributes, headers.isEmpty() ? entry.url() : entry.url() + "|" + headers);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** How far it is written. */
    record Mark(long bytes, int entries) {}

    Mark mark() {
        try {
            out.flush();
            return new Mark(file.position(), entries);
        } catch (IOException e) {
            throw new UncheckedIOException("The list cannot be kept in the data folder", e);
        }
    }

    /** Forgets the entries behind {@code mark}. */
    void back(Mark mark) {
        try {
            out.flush();
            file.truncate(mark.bytes());
            entries = mark.entries();
        } catch (IOException e) {
            throw new UncheckedIOException("The list cannot be kept in the data folder", e);
        }
    }

    void skip(String why, int count) {
        skipped.merge(why, count, Integer::sum);
    }

    /** The list, from its start; the caller closes it. */
    SpooledList finished(List<ReadDocument> documents) {
        try {
            out.flush();
            file.position(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The list cannot be kept in the data folder", e);
        }
        handedOver = true;
        return new SpooledList(file, Map.copyOf(skipped), List.copyOf(documents));
    }

    /** Deletes it unless it was handed over. */
    @Override
    public void close() {
        if (!handedOver) {
            new SpooledList(file).close();
        }
    }
}

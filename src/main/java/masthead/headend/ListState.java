package masthead.headend;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import masthead.catalog.NoSuchEntry;
import masthead.catalog.ProviderId;
import masthead.catalog.TextMap;
import org.jdbi.v3.core.Handle;

/**
 * Which list a provider's part of the catalog is, in table {@code provider}.
 *
 * @param hash of that list; empty if there is none
 * @param skipped what was left out of it, by reason
 * @param undone hashes of lists that are not applied again by themselves
 */
record ListState(String hash, Map<String, Integer> skipped, Set<String> undone) {
    /** @throws NoSuchEntry if there is no such provider */
    static ListState of(Handle handle, ProviderId provider) {
        return handle.createQuery("SELECT list_hash, list_skipped, undone_hashes FROM provider WHERE id = :id")
                .bind("id", provider.value())
                .map((row, context) -> new ListState(
                        row.getString("list_hash"),
                        TextMap.read(row.getString("list_skipped")).entrySet().stream()
                                .collect(
                                        Collectors.toMap(Map.Entry::getKey, each -> Integer.parseInt(each.getValue()))),
                        row.getString("undone_hashes").lines().collect(Collectors.toCollection(LinkedHashSet::new))))
                .findOne()
                .orElseThrow(() -> new NoSuchEntry("provider", provider));
    }

    /** It is this list from now on. */
    static void is(Handle handle, ProviderId provider, String hash, Map<String, Integer> skipped) {
        Map<String, String> texts = new TreeMap<>();
        skipped.forEach((why, count) -> texts.put(why, Integer.toString(count)));
        handle.execute(
                "UPDATE provider SET list_hash = ?, list_skipped = ?, undone_hashes = '' WHERE id = ?",
                hash,
                TextMap.write(texts),
                provider.value());
    }

    /** It is what it was before {@code row}. */
    void undone(Handle handle, ProviderId provider, RevisionTable.Row row, int most) {
        Set<String> all = new LinkedHashSet<>(undone);
        all.add(hash);
        all.add(row.hash());
        all.remove("");
        handle.execute(
                "UPDATE provider SET list_hash = ?, list_skipped = '{}', undone_hashes = ?, guides = ?, outcome = ? WHERE id = ?",
                row.previousHash(),
                all.stream().skip(Math.max(0, all.size() - most)).collect(Collectors.joining("\n")),
                row.previousGuides(),
                "Undone: revision " + row.shown().id() + ".",
                provider.value());
    }
}

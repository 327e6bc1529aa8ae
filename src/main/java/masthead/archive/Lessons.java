package masthead.archive;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import masthead.catalog.ProviderId;
import masthead.database.Database;
import masthead.format.archive.ArchiveForm;

/** Table {@code archive_lesson}: what was learned of providers' archives. Safe on any thread; blocks. */
public final class Lessons {
    private final Database database;
    private final Clock clock;
    private final Map<ProviderId, Lesson> known = new ConcurrentHashMap<>();

    public Lessons(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Lesson of(ProviderId provider) {
        return known.computeIfAbsent(provider, this::read);
    }

    private Lesson read(ProviderId provider) {
        return database.read(handle -> handle.createQuery(
                        "SELECT form, correction FROM archive_lesson WHERE provider_id = :provider")
                .bind("provider", provider.value())
                .map((row, context) ->
                        new Lesson(ArchiveForm.of(row.getString("form")), Duration.ofSeconds(row.getInt("correction"))))
                .findOne()
                .orElse(Lesson.NONE));
    }

    /** {@code form} has worked. */
    void learn(ProviderId provider, ArchiveForm form) {
        Lesson lesson = of(provider);
        if (!lesson.form().equals(Optional.of(form))) {
            put(provider, lesson.with(form));
        }
    }

    /** From now on {@code correction} is added to every time that {@code provider} is asked for. */
    public void correct(ProviderId provider, Duration correction) {
        put(provider, of(provider).with(correction));
    }

    private void put(ProviderId provider, Lesson lesson) {
        database.write(handle -> handle.createUpdate("""
                        INSERT INTO archive_lesson (provider_id, form, correction, learned_at)
                        VALUES (:provider, :form, :correction, :now)
                        ON CONFLICT (provider_id) DO UPDATE
                        SET form = excluded.form, correction = excluded.correction, learned_at = excluded.learned_at
                        """)
                .bind("provider", provider.value())
                .bind("form", lesson.form().map(ArchiveForm::written).orElse(""))
                .bind("correction", (int) lesson.correction().toSeconds())
                .bind("now", clock.instant().toEpochMilli())
                .execute());
        known.put(provider, lesson);
    }
}

package masthead.xtream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import masthead.catalog.ProviderId;
import masthead.format.xtream.MovieDetails;
import masthead.format.xtream.SeriesDetails;
import masthead.vod.Details;

/** A provider that tells of titles what a test has put here, and keeps who was asked for; or fails. */
final class ToldTitles implements Details.Source {
    final Map<String, MovieDetails> movies = new ConcurrentHashMap<>();
    final Map<String, SeriesDetails> series = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean dead;

    @Override
    public Optional<MovieDetails> movie(ProviderId provider, String id) {
        return ask("movie " + id, Optional.ofNullable(movies.get(id)));
    }

    @Override
    public Optional<SeriesDetails> series(ProviderId provider, String id) {
        return ask("series " + id, Optional.ofNullable(series.get(id)));
    }

    private <T> Optional<T> ask(String what, Optional<T> answer) {
        asked.add(what);
        if (dead) {
            throw new IllegalStateException("the provider is dead");
        }
        return answer;
    }
}

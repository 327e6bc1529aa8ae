package masthead.format.xtream;

import java.util.List;

/**
 * What is told of a movie, a series or an episode. What is not known is an empty text, 0 or an empty list.
 *
 * @param released a date as {@code 2019-05-04}, or as the panel wrote it
 * @param year four digits
 * @param rating of ten, as a decimal: {@code 7.4}
 * @param age for instance {@code 12} or {@code PG-13}
 * @param cover absolute
 * @param backdrops absolute
 * @param trailer a YouTube id or an address
 * @param tmdb the id at themoviedb.org, digits
 * @param durationSeconds how long it plays; of a series, one episode
 */
public record TitleFacts(
        String name,
        String originalName,
        String plot,
        String cast,
        String director,
        String genre,
        String country,
        String released,
        String year,
        String rating,
        String age,
        String cover,
        List<String> backdrops,
        String trailer,
        String tmdb,
        long durationSeconds) {
    public TitleFacts {
        backdrops = List.copyOf(backdrops);
    }
}

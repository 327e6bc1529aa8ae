package masthead.dashboard;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import masthead.catalog.Catalogs;
import masthead.catalog.Categories;
import masthead.catalog.Category;
import masthead.catalog.CategoryId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The categories, and how much is in each as far as that is known. Counting goes through the whole catalog: it is done once for each
 * version of that, in the background, and who asks meanwhile is told what was counted before. Any thread.
 */
public final class CategoryCounts {
    private static final Logger log = LoggerFactory.getLogger(CategoryCounts.class);
    /** So long a page waits for the counts: a small catalog is counted by then. */
    private static final int PATIENCE_MILLIS = 30;

    private final Categories categories;
    private final Catalogs catalogs;
    private Counting latest = new Counting(-1, new FutureTask<>(Map::of));
    private volatile Map<CategoryId, Categories.Filled> known = Map.of();

    private record Counting(long version, FutureTask<Map<CategoryId, Categories.Filled>> task) {}

    public CategoryCounts(Categories categories, Catalogs catalogs) {
        this.categories = categories;
        this.catalogs = catalogs;
        latest.task().run();
    }

    /** In the order players see; also the empty ones. */
    List<Category> all() {
        return categories.named();
    }

    /** What is in them, of those of which it is known. */
    Map<CategoryId, Categories.Filled> known() {
        FutureTask<Map<CategoryId, Categories.Filled>> task = counting();
        try {
            return task.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillCounting) {
            return known;
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
            return known;
        } catch (ExecutionException e) {
            log.atWarn().setCause(e).log("Categories could not be counted");
            return known;
        }
    }

    private synchronized FutureTask<Map<CategoryId, Categories.Filled>> counting() {
        long version = catalogs.current().version();
        if (latest.version() != version && latest.task().isDone()) {
            latest = new Counting(version, new FutureTask<>(this::count));
            Thread.ofVirtual().name("category counts").start(latest.task());
        }
        return latest.task();
    }

    private Map<CategoryId, Categories.Filled> count() {
        known = categories.all().stream()
                .collect(Collectors.toMap(each -> each.category().id(), Function.identity()));
        return known;
    }
}

package masthead.dashboard.view;

/**
 * A lineup as it is edited.
 *
 * @param id 0 of one that is not kept yet
 * @param all whether it has all categories, also those to come
 * @param chosen ids of categories with commas between
 * @param subscribers who has it, in words
 */
public record LineupForm(
        int id,
        String name,
        boolean live,
        boolean movies,
        boolean series,
        boolean all,
        String chosen,
        int count,
        String subscribers,
        CategoriesView categories) {}

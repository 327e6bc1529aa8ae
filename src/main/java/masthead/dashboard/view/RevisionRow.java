package masthead.dashboard.view;

/**
 * What was done with one list of a provider.
 *
 * @param counts what it would bring or brought; empty where it could not be read
 * @param decidable whether an operator has to say: it waits
 * @param acceptable whether it can be applied all the same
 */
public record RevisionRow(
        int id,
        String when,
        String state,
        String tone,
        String counts,
        String reason,
        boolean undoable,
        boolean decidable,
        boolean acceptable) {}

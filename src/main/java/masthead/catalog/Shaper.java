package masthead.catalog;

import org.jdbi.v3.core.Handle;

/** Works out what players see of what lists say, each time that something changed and before a snapshot is taken of it. */
public interface Shaper {
    /** Whether what it made is older than what is on offer. Reads only. */
    boolean due(Handle handle);

    /** Makes it anew, in a transaction of its own; afterwards it is not due. */
    void shape(Handle handle);
}

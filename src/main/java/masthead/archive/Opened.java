package masthead.archive;

import java.util.List;

/** How it went to open a stretch of the past. */
sealed interface Opened {
    record Found(Past past) implements Opened {}

    /** No feed has it: there is no archive, or every one said so. */
    record Missing(List<String> tried) implements Opened {}

    /** All connections of the provider are in use. */
    record Busy() implements Opened {}

    /** Nothing could be reached, or what came was no stream. */
    record Failed(List<String> tried) implements Opened {}
}

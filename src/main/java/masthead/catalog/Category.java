package masthead.catalog;

/** A group of channels, as players list them. */
public record Category(CategoryId id, String name) {}

package masthead.guide.match;

/**
 * What is known of a channel for finding it in a guide.
 *
 * @param name as viewers see it
 * @param group the category or the list's group; may be empty
 * @param guideId the guide id its list names; may be empty
 * @param logo an address; may be empty
 * @param provider the name of the provider it comes from; may be empty
 */
public record ChannelLook(String name, String group, String guideId, String logo, String provider) {}

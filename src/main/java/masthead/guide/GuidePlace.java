package masthead.guide;

/**
 * Where programmes of a channel are: one channel of one guide.
 *
 * @param guideId as the guide writes it; case counts
 */
public record GuidePlace(GuideSourceId source, String guideId) {}

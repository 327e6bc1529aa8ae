package masthead.format.hls;

import java.util.Optional;

/** The media initialization section of fMP4 segments (EXT-X-MAP). */
public record MapRef(String uri, Optional<ByteRange> range) {}

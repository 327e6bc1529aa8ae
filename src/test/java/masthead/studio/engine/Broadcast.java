package masthead.studio.engine;

import java.time.Instant;

/**
 * A content while the engine downloads it; its sessions share it.
 *
 * @param id what the engine calls the playback session
 * @param began when the download began: prebuffering counts from here
 */
record Broadcast(String id, Instant began) {}

/**
 * Replays providers' answers through the running gateway and compares what a caller gets
 * with what the provider said. What it said is read here, by readers of its own that know
 * nothing of the gateway's.
 */
@NullMarked
package dev.serai.replay;

import org.jspecify.annotations.NullMarked;

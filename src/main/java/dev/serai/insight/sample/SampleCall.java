package dev.serai.insight.sample;

import java.util.Map;

/**
 * A sample call.
 *
 * @param team the team that makes it
 * @param headers in addition to the key
 * @param body JSON; a few are invalid on purpose
 * @param leaves whether the caller disconnects before the response is complete
 */
record SampleCall(SampleTeam team, Map<String, String> headers, String body, boolean leaves) {
}

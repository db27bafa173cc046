package dev.serai.insight.sample;

import java.util.Map;

/**
 * One call to be made.
 *
 * @param team whose
 * @param headers besides the key
 * @param body JSON, mostly right
 * @param leaves whether the caller goes away before the answer is whole
 */
record SampleCall(SampleTeam team, Map<String, String> headers, String body, boolean leaves) {
}

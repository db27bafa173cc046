package dev.serai.gateway.simulator;

/**
 * One event of a streamed answer.
 *
 * @param text the bytes on the wire as text
 * @param token whether it contains a token, which takes time to generate
 */
record Frame(String text, boolean token) {
}

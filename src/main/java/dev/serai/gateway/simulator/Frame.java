package dev.serai.gateway.simulator;

/**
 * One event of a streamed answer.
 *
 * @param text as it goes over the wire
 * @param token whether it carries a token, which takes its time to make
 */
record Frame(String text, boolean token) {
}

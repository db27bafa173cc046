/**
 * Simulated providers: a loopback HTTP server that implements the providers' wire
 * protocols and answers with labelled, made-up text, so that Serai can be tried without a
 * provider's key. Plain Java; uses no other package of Serai.
 */
@NullMarked
package dev.serai.gateway.simulator;

import org.jspecify.annotations.NullMarked;

/**
 * Computes costs: tokens by class times the price list of the day, in exact decimals, and
 * counts tokens where a provider reports none.
 */
@NullMarked
package dev.serai.gateway.cost;

import org.jspecify.annotations.NullMarked;

/**
 * What calls cost: tokens by class times the price list of the day, in exact decimals,
 * and counts of tokens where a provider gives none.
 */
@NullMarked
package dev.serai.gateway.cost;

import org.jspecify.annotations.NullMarked;

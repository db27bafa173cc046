/**
 * How much may be spent: limits in US dollars for an organisation, a team, a key or a
 * feature, what calls under way may cost at most, and what was spent.
 */
@NullMarked
package dev.serai.gateway.budget;

import org.jspecify.annotations.NullMarked;

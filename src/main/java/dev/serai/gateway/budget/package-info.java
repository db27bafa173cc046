/**
 * Budgets: limits in US dollars for an organisation, a team, a key or a feature;
 * reservations for calls under way; and what was spent.
 */
@NullMarked
package dev.serai.gateway.budget;

import org.jspecify.annotations.NullMarked;

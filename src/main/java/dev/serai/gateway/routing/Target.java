package dev.serai.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * What a name stands for.
 *
 * @param policy the policy so named; null when it is a model or deployment
 * @param views those that may be chosen from
 * @param groups for each of them its place in the fallback chain: 0 is what was asked
 * for. A lower one always comes first
 * @param baseline the deployment whose price a call is compared with; empty when none
 */
record Target(@Nullable Policy policy, DeploymentView[] views, int[] groups, String baseline) {
}

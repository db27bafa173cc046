package dev.serai.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * The deployments that a name stands for.
 *
 * @param policy the policy of this name; null when the name is a model's or deployment's
 * @param views the deployments to choose from
 * @param groups the position of each in the fallback chain: 0 is what was asked for;
 * lower positions come first
 * @param baseline the deployment whose price a call is compared with; empty when none
 */
record Target(@Nullable Policy policy, DeploymentView[] views, int[] groups, String baseline) {
}

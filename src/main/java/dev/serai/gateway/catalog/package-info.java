/**
 * What there is: providers, models, their deployments, and what they cost. One immutable
 * snapshot, read from the configuration.
 */
@NullMarked
package dev.serai.gateway.catalog;

import org.jspecify.annotations.NullMarked;

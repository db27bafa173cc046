/**
 * The catalog: providers, models, their deployments and prices. One immutable snapshot,
 * read from the configuration.
 */
@NullMarked
package dev.serai.gateway.catalog;

import org.jspecify.annotations.NullMarked;

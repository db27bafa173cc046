package dev.serai.gateway.catalog;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What the operator declares about a provider's data processing. Serai shows it and
 * checks none of it. Null means not declared.
 *
 * @param agreement the data processing agreement
 * @param trainsOnData whether requests may be used to train models
 * @param retentionDays how many days the provider keeps requests; 0 for not at all
 * @param subprocessors where its sub-processors are listed
 * @param transferMechanism the legal basis on which data may leave the region
 */
public record DataProcessing(@Nullable String agreement, @Nullable Boolean trainsOnData,
		@Nullable Integer retentionDays, @Nullable URI subprocessors, @Nullable String transferMechanism) {
}

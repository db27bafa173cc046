package dev.serai.gateway.catalog;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What the operator declares of how a provider processes data. Serai shows it and checks
 * none of it. What is null was not declared.
 *
 * @param agreement the agreement under which data is processed
 * @param trainsOnData whether what is sent may be used to train models
 * @param retentionDays how many days the provider keeps what is sent; 0: not at all
 * @param subprocessors where its further processors are listed
 * @param transferMechanism on what grounds data may leave the region
 */
public record DataProcessing(@Nullable String agreement, @Nullable Boolean trainsOnData,
		@Nullable Integer retentionDays, @Nullable URI subprocessors, @Nullable String transferMechanism) {
}

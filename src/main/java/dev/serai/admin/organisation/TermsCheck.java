package dev.serai.admin.organisation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.call.Defaults;
import dev.serai.gateway.call.NameRule;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Validates a key's terms. */
final class TermsCheck {

	private static final int LONGEST = 256;

	private static final int LONGEST_TAG = 50;

	private final InstantSource clock;

	private final Predicate<String> isPolicy;

	/**
	 * @param isPolicy whether a policy of this name exists
	 */
	TermsCheck(InstantSource clock, Predicate<String> isPolicy) {
		this.clock = clock;
		this.isPolicy = isPolicy;
	}

	/**
	 * Returns the terms that a key is to have.
	 * @param before its present terms: an expiry or policy that is over may stay
	 * @throws CallRefused 400 for invalid fields
	 */
	KeyTerms terms(WantedKey wanted, KeyTerms before) {
		Instant expiresAt = wanted.expiresAt();
		if (expiresAt != null && !expiresAt.equals(before.expiresAt()) && !expiresAt.isAfter(this.clock.instant())) {
			throw ApiError.invalid("expiresAt", "'expiresAt' must be in the future.").refused();
		}
		Set<String> endpoints = set("allowedEndpoints", wanted.allowedEndpoints());
		if (!endpoints.stream().allMatch(path -> path.startsWith("/v1/"))) {
			throw ApiError.invalid("allowedEndpoints", "'allowedEndpoints' must be paths like /v1/chat/completions.")
				.refused();
		}
		List<AddressBlock> origins = (wanted.allowedOrigins() != null) ? wanted.allowedOrigins() : List.of();
		return new KeyTerms(expiresAt, set("allowedModels", wanted.allowedModels()), endpoints,
				origins.stream().distinct().sorted(Comparator.comparing(AddressBlock::toString)).toList(),
				Objects.equals(wanted.defaults(), before.defaults()) ? before.defaults() : defaults(wanted.defaults()));
	}

	private static Set<String> set(String field, @Nullable Set<String> texts) {
		return (texts != null) ? NameRule.set(field, texts, LONGEST) : Set.of();
	}

	private Defaults defaults(@Nullable Defaults wanted) {
		if (wanted == null) {
			return Defaults.NONE;
		}
		if (wanted.policy() != null && !this.isPolicy.test(wanted.policy())) {
			throw ApiError.invalid("defaults.policy", "policy_not_found", "There is no policy of this name.").refused();
		}
		if (wanted.feature() != null) {
			NameRule.check("defaults.feature", wanted.feature(), LONGEST);
		}
		List<String> tags = NameRule.set("defaults.tags", wanted.tags(), LONGEST_TAG)
			.stream()
			.map(NameRule::compared)
			.distinct()
			.sorted()
			.toList();
		if (tags.stream().anyMatch(tag -> tag.indexOf(',') >= 0)) {
			throw ApiError.invalid("defaults.tags", "'defaults.tags' must be words without a comma.").refused();
		}
		return new Defaults((wanted.feature() != null) ? NameRule.compared(wanted.feature()) : null, wanted.policy(),
				wanted.maxOutputTokens(), tags);
	}

}

package dev.serai.admin.organisation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.serai.gateway.access.AddressBlock;
import dev.serai.gateway.access.KeyTerms;
import dev.serai.gateway.call.Defaults;
import dev.serai.gateway.call.NameRule;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/** Reads a key's terms: all of them for a new key, or the changed ones. */
final class TermsReader {

	/** The fields that it reads. */
	static final Set<String> FIELDS = Set.of("expiresAt", "allowedModels", "allowedEndpoints", "allowedOrigins",
			"defaults");

	private static final Set<String> DEFAULTS = Set.of("feature", "policy", "maxOutputTokens", "tags");

	private static final int MOST = 100;

	private static final int LONGEST = 256;

	private static final int MOST_TAGS = 20;

	private static final int LONGEST_TAG = 50;

	private final InstantSource clock;

	private final Predicate<String> isPolicy;

	/**
	 * @param isPolicy whether a policy of this name exists
	 */
	TermsReader(InstantSource clock, Predicate<String> isPolicy) {
		this.clock = clock;
		this.isPolicy = isPolicy;
	}

	/**
	 * @param before the values of fields that were not sent
	 * @throws CallRefused 400 for invalid fields
	 */
	KeyTerms read(Body body, KeyTerms before) {
		return new KeyTerms(body.has("expiresAt") ? expiresAt(body) : before.expiresAt(),
				body.has("allowedModels") ? ModelNames.of(body, "allowedModels") : before.allowedModels(),
				body.has("allowedEndpoints") ? endpoints(body) : before.allowedEndpoints(),
				body.has("allowedOrigins") ? origins(body) : before.allowedOrigins(),
				body.has("defaults") ? defaults(body) : before.defaults());
	}

	private @Nullable Instant expiresAt(Body body) {
		Instant expiresAt = body.moment("expiresAt");
		if (expiresAt != null && !expiresAt.isAfter(this.clock.instant())) {
			throw ApiError.invalid("expiresAt", "'expiresAt' must be in the future.").refused();
		}
		return expiresAt;
	}

	private static Set<String> endpoints(Body body) {
		String what = "paths like /v1/chat/completions";
		Set<String> paths = body.plains("allowedEndpoints", MOST, LONGEST, what);
		if (!paths.stream().allMatch(path -> path.startsWith("/v1/"))) {
			throw ApiError.invalid("allowedEndpoints", "'allowedEndpoints' must be " + what + ".").refused();
		}
		return paths;
	}

	private static List<AddressBlock> origins(Body body) {
		List<AddressBlock> blocks = new ArrayList<>();
		for (String text : new TreeSet<>(body.plains("allowedOrigins", MOST, LONGEST, "blocks of addresses"))) {
			blocks
				.add(AddressBlock.parse(text)
					.orElseThrow(() -> ApiError.invalid("allowedOrigins",
							"'allowedOrigins' must be addresses or blocks of them like 192.0.2.0/24 or 2001:db8::/32.")
						.refused()));
		}
		return blocks.stream().distinct().toList();
	}

	private Defaults defaults(Body body) {
		Body given = body.object("defaults", DEFAULTS);
		if (given == null) {
			return Defaults.NONE;
		}
		String policy = given.plain("policy", LONGEST);
		if (policy != null && !this.isPolicy.test(policy)) {
			throw ApiError.invalid(given.at("policy"), "policy_not_found", "There is no policy of this name.")
				.refused();
		}
		List<String> tags = given
			.plains("tags", MOST_TAGS, LONGEST_TAG, "words of up to " + LONGEST_TAG + " characters")
			.stream()
			.map(NameRule::compared)
			.distinct()
			.sorted()
			.toList();
		if (tags.stream().anyMatch(tag -> tag.indexOf(',') >= 0)) {
			throw ApiError.invalid(given.at("tags"), "'tags' must be words without a comma.").refused();
		}
		String feature = given.plain("feature", LONGEST);
		return new Defaults((feature != null) ? NameRule.compared(feature) : null, policy,
				given.count("maxOutputTokens"), tags);
	}

}

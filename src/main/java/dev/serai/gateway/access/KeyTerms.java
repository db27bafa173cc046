package dev.serai.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.serai.gateway.call.Defaults;
import dev.serai.gateway.call.Entrance;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * The restrictions and defaults of a key.
 *
 * @param expiresAt when it becomes invalid; null means never
 * @param allowedModels the models that it may call; empty means all
 * @param allowedEndpoints the paths that it may call; empty means all
 * @param allowedOrigins the addresses that it may call from; empty means all
 * @param defaults values for what a call leaves out
 */
public record KeyTerms(@Nullable Instant expiresAt, Set<String> allowedModels, Set<String> allowedEndpoints,
		List<AddressBlock> allowedOrigins, Defaults defaults) {

	/** No restrictions and no defaults. */
	public static final KeyTerms UNLIMITED = new KeyTerms(null, Set.of(), Set.of(), List.of(), Defaults.NONE);

	/**
	 * Checks a call's endpoint and address.
	 * @throws CallRefused 403 {@code origin_not_allowed} or {@code endpoint_not_allowed}
	 */
	public void check(Entrance entrance) {
		if (!this.allowedOrigins.isEmpty() && !opensTo(entrance.origin())) {
			throw forbidden("origin_not_allowed", "This key may not be used from the address that this call is from.");
		}
		if (!this.allowedEndpoints.isEmpty() && !this.allowedEndpoints.contains(entrance.endpoint())) {
			throw forbidden("endpoint_not_allowed", "This key may not be used at this address.");
		}
	}

	private boolean opensTo(String origin) {
		Optional<IpAddress> address = IpAddress.parse(origin);
		return address.isPresent() && this.allowedOrigins.stream().anyMatch(block -> block.holds(address.get()));
	}

	private static CallRefused forbidden(String code, String message) {
		return ApiError.of(403, "permission_error", code, message).refused();
	}

}

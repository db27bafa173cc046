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
 * What a key may be used for, as its owner has said.
 *
 * @param expiresAt when it stops working; null means never
 * @param allowedModels what it may call; empty means all
 * @param allowedEndpoints paths where it may call; empty means all
 * @param allowedOrigins addresses from where it may call; empty means all
 * @param defaults what holds where a call says nothing itself
 */
public record KeyTerms(@Nullable Instant expiresAt, Set<String> allowedModels, Set<String> allowedEndpoints,
		List<AddressBlock> allowedOrigins, Defaults defaults) {

	/** For everything, and for ever. */
	public static final KeyTerms UNLIMITED = new KeyTerms(null, Set.of(), Set.of(), List.of(), Defaults.NONE);

	/**
	 * Checks where a call came in and from where.
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

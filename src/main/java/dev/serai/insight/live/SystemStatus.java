package dev.serai.insight.live;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;

/**
 * The version and connections of this program. Constant while it runs, except for the
 * time.
 */
public final class SystemStatus {

	private final Parts parts;

	private final List<String> providers;

	private final boolean simulated;

	private final Clock clock;

	/**
	 * @param clock gives the current time
	 */
	public SystemStatus(Parts parts, Catalog catalog, Clock clock) {
		this.parts = parts;
		this.providers = catalog.deployments().stream().map(it -> it.provider().name()).distinct().sorted().toList();
		this.simulated = isSimulated(catalog);
		this.clock = clock;
	}

	/** Whether all providers are simulated and there is at least one. */
	public static boolean isSimulated(Catalog catalog) {
		return !catalog.deployments().isEmpty()
				&& catalog.deployments().stream().map(Deployment::provider).allMatch(it -> it.simulated());
	}

	/** Returns the current status. */
	public Facts now() {
		return new Facts(this.parts.version(), this.parts.node(), this.parts.startedAt(), this.simulated,
				this.providers, this.parts.redis(), this.parts.smtp(), this.parts.oidc(), this.clock.instant());
	}

	/**
	 * The facts that are fixed at the start.
	 *
	 * @param redis whether Redis is configured
	 * @param smtp whether mail can be sent
	 * @param oidc whether operators may sign in by OpenID Connect
	 */
	public record Parts(String version, UUID node, Instant startedAt, boolean redis, boolean smtp, boolean oidc) {
	}

	/**
	 * The status as the API returns it.
	 *
	 * @param node the id of this node
	 * @param simulated whether all providers are simulated
	 * @param providers names of the configured providers
	 */
	public record Facts(String version, UUID node, Instant startedAt, boolean simulated, List<String> providers,
			boolean redis, boolean smtp, boolean oidc, Instant time) {
	}

}

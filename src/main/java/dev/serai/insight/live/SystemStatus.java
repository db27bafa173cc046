package dev.serai.insight.live;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.serai.gateway.catalog.Catalog;
import dev.serai.gateway.catalog.Deployment;

/**
 * What program this is and what it is connected with. Nothing of it changes while the
 * program runs, except the time.
 */
public final class SystemStatus {

	private final Parts parts;

	private final List<String> providers;

	private final boolean simulated;

	private final Clock clock;

	/**
	 * @param clock tells the program's time
	 */
	public SystemStatus(Parts parts, Catalog catalog, Clock clock) {
		this.parts = parts;
		this.providers = catalog.deployments().stream().map(it -> it.provider().name()).distinct().sorted().toList();
		this.simulated = isSimulated(catalog);
		this.clock = clock;
	}

	/** Whether there are providers, and none of them is real. */
	public static boolean isSimulated(Catalog catalog) {
		return !catalog.deployments().isEmpty()
				&& catalog.deployments().stream().map(Deployment::provider).allMatch(it -> it.simulated());
	}

	/** As it is now. */
	public Facts now() {
		return new Facts(this.parts.version(), this.parts.node(), this.parts.startedAt(), this.simulated,
				this.providers, this.parts.redis(), this.parts.smtp(), this.parts.oidc(), this.clock.instant());
	}

	/**
	 * What the program was started with.
	 *
	 * @param redis whether there is one
	 * @param smtp whether mail can be sent
	 * @param oidc whether people may sign in by OpenID Connect
	 */
	public record Parts(String version, UUID node, Instant startedAt, boolean redis, boolean smtp, boolean oidc) {
	}

	/**
	 * What people see of it.
	 *
	 * @param node which of several programs this is
	 * @param simulated whether there are simulated providers and no real one
	 * @param providers names of those that there are
	 */
	public record Facts(String version, UUID node, Instant startedAt, boolean simulated, List<String> providers,
			boolean redis, boolean smtp, boolean oidc, Instant time) {
	}

}

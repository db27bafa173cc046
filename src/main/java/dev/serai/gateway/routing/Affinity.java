package dev.serai.gateway.routing;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.gateway.call.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which deployment served a session last. That deployment holds the
 * conversation's prompt cache, and only it accepts reasoning that it signed. Sessions are
 * per team: the same name from another team is another session. Bounded; a session is
 * forgotten one hour after its last call.
 */
public final class Affinity {

	private static final Duration KEPT = Duration.ofHours(1);

	private static final int MOST = 100_000;

	private final Cache<Session, String> deployments;

	public Affinity(LongSupplier nanoClock) {
		this.deployments = Caffeine.newBuilder()
			.maximumSize(MOST)
			.expireAfterAccess(KEPT)
			.ticker(nanoClock::getAsLong)
			.build();
	}

	/** Records that a deployment has served a session. */
	public void served(Caller caller, String session, String deploymentId) {
		this.deployments.put(new Session(caller.teamId(), session), deploymentId);
	}

	/** Returns the deployment that served a session last; null when none is known. */
	public @Nullable String of(Caller caller, String session) {
		return this.deployments.getIfPresent(new Session(caller.teamId(), session));
	}

	private record Session(UUID team, String name) {
	}

}

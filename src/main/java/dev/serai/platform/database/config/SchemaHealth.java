package dev.serai.platform.database.config;

import java.time.Duration;

import dev.serai.platform.database.DatabaseWatch;
import dev.serai.platform.database.Schema;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * The readiness check {@code database}: out of service until the schema has been brought
 * up to date, and again once the database has been gone for {@link #PATIENCE}. Until then
 * a moment's outage takes no node out. Liveness does not ask it: starting Serai again
 * would not bring a database back.
 */
final class SchemaHealth implements HealthIndicator {

	/** How long a node without its database is still ready. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Schema schema;

	private final DatabaseWatch watch;

	SchemaHealth(Schema schema, DatabaseWatch watch) {
		this.schema = schema;
		this.watch = watch;
	}

	@Override
	public Health health() {
		if (!this.schema.isReady()) {
			return Health.outOfService().withDetail("reason", "waiting for the database").build();
		}
		return (this.watch.goneFor().compareTo(PATIENCE) < 0) ? Health.up().build()
				: Health.outOfService().withDetail("reason", "the database is gone").build();
	}

}

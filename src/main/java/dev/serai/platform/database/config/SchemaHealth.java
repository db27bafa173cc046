package dev.serai.platform.database.config;

import java.time.Duration;

import dev.serai.platform.database.DatabaseMonitor;
import dev.serai.platform.database.Schema;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * The readiness check {@code database}: out of service until the schema has been brought
 * up to date, and again once the database has been gone for {@link #LONGEST_WAIT}. Until
 * then a moment's outage takes no node out. Liveness does not ask it: starting Serai
 * again would not bring a database back.
 */
final class SchemaHealth implements HealthIndicator {

	/** How long a node without its database is still ready. */
	static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

	private final Schema schema;

	private final DatabaseMonitor databaseMonitor;

	SchemaHealth(Schema schema, DatabaseMonitor databaseMonitor) {
		this.schema = schema;
		this.databaseMonitor = databaseMonitor;
	}

	@Override
	public Health health() {
		if (!this.schema.isReady()) {
			return Health.outOfService().withDetail("reason", "waiting for the database").build();
		}
		return (this.databaseMonitor.goneFor().compareTo(LONGEST_WAIT) < 0) ? Health.up().build()
				: Health.outOfService().withDetail("reason", "the database is gone").build();
	}

}

package dev.serai.platform.database.config;

import java.time.Duration;

import dev.serai.platform.database.DatabaseMonitor;
import dev.serai.platform.database.Schema;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * The readiness check {@code database}. It is out of service until the schema has been
 * migrated, and whenever the database has been unreachable for {@link #LONGEST_WAIT};
 * shorter outages take no node out of service. Liveness does not use it, because a
 * restart of Serai would not repair the database.
 */
final class SchemaHealth implements HealthIndicator {

	/** How long a node stays ready without its database. */
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

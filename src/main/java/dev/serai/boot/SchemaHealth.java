package dev.serai.boot;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * The readiness check {@code database}: down until the schema has been brought up to
 * date. A database lost later does not make it red: known keys work on, and to take every
 * node out at once would help nobody.
 */
final class SchemaHealth implements HealthIndicator {

	private final Schema schema;

	SchemaHealth(Schema schema) {
		this.schema = schema;
	}

	@Override
	public Health health() {
		return this.schema.isReady() ? Health.up().build()
				: Health.outOfService().withDetail("reason", "waiting for the database").build();
	}

}

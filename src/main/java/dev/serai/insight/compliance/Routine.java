package dev.serai.insight.compliance;

import java.util.Map;

import dev.serai.gateway.access.Operator;

/** What Serai does by itself, on schedule. */
final class Routine {

	/** Who it is, for the audit log. */
	static final Operator OPERATOR = new Operator("serai", Operator.Role.ADMIN, Map.of());

	private Routine() {
	}

}

package dev.serai.insight.compliance;

import java.util.Map;

import dev.serai.gateway.access.Operator;

/** The identity of scheduled jobs. */
final class Routine {

	/** The actor that the audit log names. */
	static final Operator OPERATOR = new Operator("serai", Operator.Role.ADMIN, Map.of());

	private Routine() {
	}

}

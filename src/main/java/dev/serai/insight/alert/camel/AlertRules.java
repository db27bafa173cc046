package dev.serai.insight.alert.camel;

import dev.serai.gateway.fallback.OpenBreakers;
import dev.serai.insight.alert.Evaluation;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.source.BreakerReports;

import org.springframework.stereotype.Component;

/** Evaluates the alert rules. */
@Component("alert-rules")
public final class AlertRules {

	private final OpenBreakers breakers;

	private final BreakerReports reports;

	private final Evaluation evaluation;

	AlertRules(OpenBreakers breakers, BreakerReports reports, Evaluation evaluation) {
		this.breakers = breakers;
		this.reports = reports;
		this.evaluation = evaluation;
	}

	/**
	 * Stores which of this node's breakers are open, for the node that evaluates the
	 * rules.
	 */
	public void reportBreakers() {
		this.reports.report(this.breakers.since());
	}

	/** Evaluates all rules. */
	public void evaluateAll() {
		this.evaluation.run();
	}

	/** Evaluates the rules about budgets immediately. */
	public void evaluateBudgets() {
		this.evaluation.run(Kind.BUDGET);
	}

}

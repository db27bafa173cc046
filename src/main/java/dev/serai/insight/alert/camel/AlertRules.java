package dev.serai.insight.alert.camel;

import dev.serai.gateway.fallback.OpenBreakers;
import dev.serai.insight.alert.Evaluation;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.source.BreakerReports;
import dev.serai.platform.error.CallRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Evaluates the alert rules. */
@Component("alert-rules")
public final class AlertRules {

	private static final Logger LOG = LoggerFactory.getLogger(AlertRules.class);

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
		try {
			this.reports.report(this.breakers.since());
		}
		catch (CallRefused ex) {
			LOG.debug("Open breakers could not be stored", ex);
		}
	}

	/** Evaluates all rules if it is this node's turn. */
	public void evaluateAll() {
		this.evaluation.run();
	}

	/** Evaluates the rules about budgets immediately. */
	public void evaluateBudgets() {
		this.evaluation.run(Kind.BUDGET);
	}

}

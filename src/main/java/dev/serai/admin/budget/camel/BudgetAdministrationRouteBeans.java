package dev.serai.admin.budget.camel;

import java.util.Set;
import java.util.UUID;

import dev.serai.admin.budget.BudgetAdministration;
import dev.serai.gateway.budget.AlertFacts;
import dev.serai.gateway.budget.Reservations;
import dev.serai.ledger.jdbc.AppendStep;
import dev.serai.ledger.jdbc.BudgetSpend;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Provides the administration of budgets and logs reached limits. */
@Configuration(proxyBeanMethods = false)
class BudgetAdministrationRouteBeans {

	private static final Logger LOG = LoggerFactory.getLogger("dev.serai.gateway.budget.alerts");

	/**
	 * Adds the spend in the ledger's own transaction. Alerts are handled by separate
	 * threads, so that they cannot delay the ledger. This is the last step, because the
	 * reservations of all nodes wait for the budget rows that it locks.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	AppendStep budgetSpend(Reservations reservations, BudgetAdministration administration,
			ObjectProvider<CamelContext> camel) {
		return new BudgetSpend(reservations,
				alerts -> Thread.ofVirtual().name("budget-alert").start(() -> tell(alerts, administration, camel)));
	}

	private static void tell(Set<UUID> alerts, BudgetAdministration administration,
			ObjectProvider<CamelContext> camel) {
		try (ProducerTemplate template = camel.getObject().createProducerTemplate()) {
			for (AlertFacts alert : administration.alerts(alerts)) {
				template.sendBody("direct:budget-alert", alert);
			}
		}
		catch (Exception ex) {
			LOG.error("A budget's alert could not be processed; GET /api/alerts shows it", ex);
		}
	}

	@Bean("note-budget-alert")
	Processor noteBudgetAlert(MeterRegistry meters) {
		Counter counter = Counter.builder("serai.budget.alerts")
			.description("Budget alerts raised because a soft limit was reached")
			.register(meters);
		return exchange -> {
			AlertFacts alert = exchange.getMessage().getBody(AlertFacts.class);
			counter.increment();
			LOG.warn("The {} budget {} of {} has reached {} % of its {} USD: {} USD are spent", alert.period(),
					alert.budgetId(), alert.scope(), alert.percent(), alert.limitUsd(), alert.spentUsd());
		};
	}

}

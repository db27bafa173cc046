package dev.serai.insight.alert.camel;

import java.time.Clock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.fallback.OpenBreakers;
import dev.serai.insight.alert.Channels;
import dev.serai.insight.alert.Evaluation;
import dev.serai.insight.alert.Kind;
import dev.serai.insight.alert.notice.Dispatch;
import dev.serai.insight.alert.source.BreakerReports;
import dev.serai.platform.error.CallRefused;
import dev.serai.platform.mail.Mailing;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps by which alerts are raised, told, and looked at. */
@Configuration(proxyBeanMethods = false)
class AlertRouteBeans {

	private static final Logger LOG = LoggerFactory.getLogger(AlertRouteBeans.class);

	@Bean
	AlertDelivery alertDelivery(Dispatch dispatch, Channels channels, Mailing mailing, ObjectMapper json,
			MeterRegistry meters, Clock clock) {
		return new AlertDelivery(dispatch, channels, mailing, json, meters, clock);
	}

	@Bean
	ApplicationListener<ApplicationStartedEvent> alertRoutesCheck(Channels channels, CamelContext context) {
		return started -> new AlertRoutes(channels).check(context);
	}

	@Bean(name = "alert-connections", destroyMethod = "close")
	PoolingHttpClientConnectionManager alertConnections() {
		return AlertWire.pool();
	}

	@Bean("report-breakers")
	Processor reportBreakers(OpenBreakers breakers, BreakerReports reports) {
		return exchange -> {
			try {
				reports.report(breakers.since());
			}
			catch (CallRefused ex) {
				LOG.debug("Open breakers could not be told", ex);
			}
		};
	}

	@Bean("evaluate-alerts")
	Processor evaluateAlerts(Evaluation evaluation) {
		return exchange -> evaluation.run();
	}

	@Bean("evaluate-budget-alerts")
	Processor evaluateBudgetAlerts(Evaluation evaluation) {
		return exchange -> evaluation.run(Kind.BUDGET);
	}

	@Bean("claim-notifications")
	Processor claimNotifications(AlertDelivery delivery) {
		return delivery::claim;
	}

	@Bean("address-notification")
	Processor addressNotification(AlertDelivery delivery) {
		return delivery::address;
	}

	@Bean("no-alert-channel")
	Processor noAlertChannel(AlertDelivery delivery) {
		return delivery::noChannel;
	}

	@Bean("write-alert-mail")
	Processor writeAlertMail(AlertDelivery delivery) {
		return delivery::writeMail;
	}

	@Bean("write-alert-slack")
	Processor writeAlertSlack(AlertDelivery delivery) {
		return delivery::writeSlack;
	}

	@Bean("write-alert-webhook")
	Processor writeAlertWebhook(AlertDelivery delivery) {
		return delivery::writeWebhook;
	}

	@Bean("check-alert-answer")
	Processor checkAlertAnswer(AlertDelivery delivery) {
		return delivery::checkAnswer;
	}

	@Bean("notification-failed")
	Processor notificationFailed(AlertDelivery delivery) {
		return delivery::failed;
	}

	@Bean("settle-notification")
	Processor settleNotification(AlertDelivery delivery) {
		return delivery::settle;
	}

	@Bean("list-alerts")
	Processor listAlerts(AlertSteps steps) {
		return steps::list;
	}

	@Bean("acknowledge-alert")
	Processor acknowledgeAlert(AlertSteps steps) {
		return steps::acknowledge;
	}

	@Bean("list-alert-rules")
	Processor listAlertRules(AlertSteps steps) {
		return steps::listRules;
	}

	@Bean("create-alert-rule")
	Processor createAlertRule(AlertSteps steps) {
		return steps::createRule;
	}

	@Bean("show-alert-rule")
	Processor showAlertRule(AlertSteps steps) {
		return steps::showRule;
	}

	@Bean("change-alert-rule")
	Processor changeAlertRule(AlertSteps steps) {
		return steps::changeRule;
	}

	@Bean("delete-alert-rule")
	Processor deleteAlertRule(AlertSteps steps) {
		return steps::deleteRule;
	}

}

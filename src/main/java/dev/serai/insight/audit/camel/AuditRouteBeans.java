package dev.serai.insight.audit.camel;

import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes about the audit of records. */
@Configuration(proxyBeanMethods = false)
class AuditRouteBeans {

	@Bean("erase-end-user")
	Processor eraseEndUser(AuditSteps steps) {
		return steps::erase;
	}

	@Bean("list-admin-events")
	Processor listAdminEvents(AuditSteps steps) {
		return steps::listEvents;
	}

	@Bean("verify-records")
	Processor verifyRecords(AuditSteps steps) {
		return steps::verify;
	}

	@Bean("show-audit-key")
	Processor showAuditKey(AuditSteps steps) {
		return steps::showKey;
	}

	@Bean("make-checkpoint")
	Processor makeCheckpoint(AuditSteps steps) {
		return steps::make;
	}

	@Bean("unsent-checkpoints")
	Processor unsentCheckpoints(AuditSteps steps) {
		return steps::unsent;
	}

	@Bean("write-checkpoint")
	Processor writeCheckpoint(AuditSteps steps) {
		return steps::write;
	}

	@Bean("keep-checkpoint")
	Processor keepCheckpoint(AuditSteps steps) {
		return steps::keep;
	}

	@Bean("checkpoint-sent")
	Processor checkpointSent(AuditSteps steps) {
		return steps::sent;
	}

	@Bean("show-checkpoint")
	Processor showCheckpoint(AuditSteps steps) {
		return steps::show;
	}

}

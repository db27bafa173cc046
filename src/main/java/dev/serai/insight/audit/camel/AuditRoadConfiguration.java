package dev.serai.insight.audit.camel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.Erasure;
import dev.serai.insight.analytics.AdminLog;
import dev.serai.insight.compliance.RegularVerification;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.CheckpointFiles;
import dev.serai.ledger.audit.Checkpoints;
import dev.serai.platform.start.Node;
import org.apache.camel.Processor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes about the audit of records. */
@Configuration(proxyBeanMethods = false)
class AuditRoadConfiguration {

	@Bean
	AuditSteps auditSteps(AdminLog log, RegularVerification verification, Checkpoints checkpoints,
			CheckpointFiles files, Erasure erasure, Node node, AuditKey key, ObjectMapper json) {
		return new AuditSteps(log, verification, checkpoints, files, erasure, node, key, json);
	}

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

package dev.serai.insight.audit.camel;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.admin.organisation.Erasure;
import dev.serai.admin.people.camel.Operators;
import dev.serai.gateway.http.camel.JsonAnswers;
import dev.serai.gateway.http.camel.Query;
import dev.serai.insight.analytics.AdminEventFilter;
import dev.serai.insight.analytics.AdminLog;
import dev.serai.insight.analytics.Page;
import dev.serai.insight.compliance.RegularVerification;
import dev.serai.ledger.audit.AuditKey;
import dev.serai.ledger.audit.Checkpoint;
import dev.serai.ledger.audit.CheckpointFiles;
import dev.serai.ledger.audit.CheckpointJson;
import dev.serai.ledger.audit.Checkpoints;
import dev.serai.platform.contract.camel.ApiSteps;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.start.Node;
import org.apache.camel.Exchange;

/** Serves the audit API and exports checkpoints. */
@ApiSteps("audit-steps")
public final class AuditSteps {

	private static final String CHECKPOINT = "checkpoint";

	private final AdminLog log;

	private final RegularVerification verification;

	private final Checkpoints checkpoints;

	private final CheckpointFiles files;

	private final Erasure erasure;

	private final SignedBy signedBy;

	private final JsonAnswers answers;

	AuditSteps(AdminLog log, RegularVerification verification, Checkpoints checkpoints, CheckpointFiles files,
			Erasure erasure, Node node, AuditKey key, ObjectMapper json) {
		this.log = log;
		this.verification = verification;
		this.checkpoints = checkpoints;
		this.files = files;
		this.erasure = erasure;
		this.signedBy = new SignedBy(node.id().toString(), "Ed25519", key.pem());
		this.answers = new JsonAnswers(json);
	}

	/** Erases an end user from the records. */
	public void eraseEndUser(Exchange exchange) {
		String endUser = JsonAnswers.body(exchange, EndUser.class).endUser();
		this.answers.reply(exchange, 200, Map.of("calls", this.erasure.eraseEndUser(Operators.of(exchange), endUser)));
	}

	public void listAdminEvents(Exchange exchange) {
		this.answers.reply(exchange, 200,
				this.log.events(Query.of(exchange, AdminEventFilter.class), Query.of(exchange, Page.class)));
	}

	public void verifyRecords(Exchange exchange) {
		this.answers.reply(exchange, 200, this.verification.verdict());
	}

	public void getAuditKey(Exchange exchange) {
		this.answers.reply(exchange, 200, this.signedBy);
	}

	/** Creates a checkpoint when there are new records. */
	public void makeCheckpoint(Exchange exchange) {
		this.checkpoints.make();
		exchange.getMessage().setBody(null);
	}

	/** Sets the body to the checkpoints that were not exported yet. */
	public void unsentCheckpoints(Exchange exchange) {
		exchange.getMessage().setBody(this.checkpoints.unsent());
	}

	/** Sets the body to the checkpoint's JSON. */
	public void writeCheckpoint(Exchange exchange) {
		Checkpoint checkpoint = exchange.getMessage().getBody(Checkpoint.class);
		exchange.setProperty(CHECKPOINT, checkpoint);
		exchange.getMessage().setHeader(Exchange.FILE_NAME, checkpoint.fileName());
		exchange.getMessage().setBody(CheckpointJson.write(checkpoint));
	}

	public void keepCheckpoint(Exchange exchange) {
		this.files.keep(exchange.getProperty(CHECKPOINT, Checkpoint.class));
	}

	public void checkpointSent(Exchange exchange) {
		this.checkpoints.sent(exchange.getProperty(CHECKPOINT, Checkpoint.class));
	}

	/** Returns the latest checkpoint. */
	public void showCheckpoint(Exchange exchange) {
		Checkpoint latest = this.checkpoints.last()
			.orElseThrow(() -> ApiError
				.of(404, "invalid_request_error", "checkpoint_not_found", "There are no new records to sign.")
				.refused());
		this.answers.reply(exchange, 201, latest);
	}

	/** What callers call an end user. */
	private record EndUser(String endUser) {
	}

	/** The node and public key of a signature. */
	private record SignedBy(String node, String algorithm, String publicKey) {
	}

}

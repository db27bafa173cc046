package dev.serai.insight.compliance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.gateway.access.Operator;
import dev.serai.insight.analytics.CallDetail;
import dev.serai.insight.analytics.CallHistory;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.error.ApiError;
import dev.serai.platform.error.CallRefused;
import org.jspecify.annotations.Nullable;

/**
 * Exports all records of one end user as JSON. The stream is produced while it is read,
 * so only one page of calls is in memory.
 */
public final class PersonExport {

	private static final int PAGE = 100;

	private static final int LONGEST_NAME = 256;

	private final PersonalRecords records;

	private final CallHistory history;

	private final AuditTrail audit;

	private final ObjectMapper json;

	private final Clock clock;

	public PersonExport(PersonalRecords records, CallHistory history, AuditTrail audit, ObjectMapper json,
			Clock clock) {
		this.records = records;
		this.history = history;
		this.audit = audit;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * @param endUser the id that callers sent
	 * @throws CallRefused 400, 403
	 */
	public InputStream of(Operator operator, @Nullable String endUser) {
		operator.mustBeAdmin();
		if (endUser == null || endUser.length() > LONGEST_NAME) {
			throw ApiError.invalid("endUser", "'endUser' must be the end user's id, as callers send it in 'user'.")
				.refused();
		}
		long calls = this.records.count(endUser);
		this.audit.changing(() -> {
			// As for an erasure, the audit entry does not name the end user.
			this.audit.record(operator, "export", "end_user", "exported", null, Map.of("calls", calls));
			return null;
		});
		return new SequenceInputStream(new Pieces(endUser, this.records.keptAnswers(endUser)));
	}

	/** Produces the document piece by piece. */
	private final class Pieces implements Enumeration<InputStream> {

		private final String endUser;

		private final long keptAnswers;

		private @Nullable UUID last;

		private boolean first = true;

		private boolean begun;

		private boolean ended;

		Pieces(String endUser, long keptAnswers) {
			this.endUser = endUser;
			this.keptAnswers = keptAnswers;
		}

		@Override
		public boolean hasMoreElements() {
			return !this.ended;
		}

		@Override
		public InputStream nextElement() {
			if (this.ended) {
				throw new NoSuchElementException();
			}
			try {
				return new ByteArrayInputStream(this.begun ? page() : head());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private byte[] head() throws IOException {
			this.begun = true;
			return ("{\"endUser\":" + PersonExport.this.json.writeValueAsString(this.endUser) + ",\"exportedAt\":"
					+ PersonExport.this.json.writeValueAsString(PersonExport.this.clock.instant()) + ",\"keptAnswers\":"
					+ this.keptAnswers + ",\"calls\":[")
				.getBytes(StandardCharsets.UTF_8);
		}

		private byte[] page() throws IOException {
			List<UUID> ids = PersonExport.this.records.calls(this.endUser, this.last, PAGE);
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (UUID id : ids) {
				this.last = id;
				Optional<CallDetail> call = PersonExport.this.history.find(id, null);
				if (call.isPresent()) {
					bytes.writeBytes(this.first ? new byte[0] : new byte[] { ',' });
					bytes.writeBytes(PersonExport.this.json.writeValueAsBytes(call.get()));
					this.first = false;
				}
			}
			if (ids.size() < PAGE) {
				this.ended = true;
				bytes.writeBytes(new byte[] { ']', '}' });
			}
			return bytes.toByteArray();
		}

	}

}

package dev.serai.ledger.jdbc;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.serai.ledger.CallRecord;
import dev.serai.ledger.audit.Chain;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Chains the calls that a transaction appends to the ledger. From then until the commit,
 * this node's other writers wait.
 */
@Component
@Order(0)
public final class ChainedCalls implements AppendStep {

	private static final String INSERT_SALTS = """
			INSERT INTO call_salt (at, call_id, salt, hash)
			SELECT at::timestamptz, id::uuid, salt, hash
			  FROM unnest(?::text[], ?::text[], ?::bytea[], ?::bytea[]) AS t(at, id, salt, hash)""";

	private static final SecureRandom RANDOM = new SecureRandom();

	private final JdbcChain chain;

	public ChainedCalls(JdbcChain chain) {
		this.chain = chain;
	}

	@Override
	public void appended(Connection connection, List<CallRecord> fresh) throws SQLException {
		CallForm form = new CallForm();
		List<UUID> ids = new ArrayList<>(fresh.size());
		List<byte[]> hashes = new ArrayList<>(fresh.size());
		List<Salted> salted = new ArrayList<>();
		for (CallRecord call : fresh) {
			byte[] person = null;
			if (CallForm.isPersonal(call)) {
				byte[] salt = new byte[CallForm.SALT_LENGTH];
				RANDOM.nextBytes(salt);
				person = form.person(call, salt);
				salted.add(new Salted(call, salt, person));
			}
			ids.add(call.id());
			hashes.add(form.whole(call, person));
		}
		if (!salted.isEmpty()) {
			insert(connection, salted);
		}
		this.chain.add(connection, Chain.Kind.CALL, ids, hashes);
	}

	private static void insert(Connection connection, List<Salted> salted) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(INSERT_SALTS)) {
			statement.setArray(1, connection.createArrayOf("text",
					salted.stream().map(each -> each.call.at().toString()).toArray(String[]::new)));
			statement.setArray(2, connection.createArrayOf("text",
					salted.stream().map(each -> each.call.id().toString()).toArray(String[]::new)));
			statement.setArray(3,
					connection.createArrayOf("bytea", salted.stream().map(Salted::salt).toArray(byte[][]::new)));
			statement.setArray(4,
					connection.createArrayOf("bytea", salted.stream().map(Salted::hash).toArray(byte[][]::new)));
			statement.executeUpdate();
		}
	}

	private record Salted(CallRecord call, byte[] salt, byte[] hash) {
	}

}

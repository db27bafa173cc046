package dev.serai.insight.analytics.jdbc;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.serai.gateway.access.jdbc.JdbcTeams;
import dev.serai.insight.analytics.Names;
import dev.serai.platform.database.Database;

import org.springframework.stereotype.Component;

/** Reads names from PostgreSQL. */
@Component
public final class JdbcNames implements Names {

	private final Database database;

	public JdbcNames(Database database) {
		this.database = database;
	}

	@Override
	public Map<UUID, String> ofTeams(Set<UUID> ids) {
		return names("SELECT id, name FROM team WHERE id = ANY(?::uuid[])", ids);
	}

	@Override
	public Map<UUID, String> ofKeys(Set<UUID> ids) {
		return names("SELECT k.id, t.name || ' / ' || k.name AS name FROM api_key k JOIN team t ON t.id = k.team_id"
				+ " WHERE k.id = ANY(?::uuid[])", ids);
	}

	private Map<UUID, String> names(String sql, Set<UUID> ids) {
		return this.database
			.ask(client -> client.sql(sql)
				.param(JdbcTeams.ids(ids))
				.query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
				.list())
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}

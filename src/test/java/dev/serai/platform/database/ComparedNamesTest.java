package dev.serai.platform.database;

import java.util.List;

import dev.serai.platform.database.embedded.RealDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Names that collided before they were compared in form NFKC keep working. */
class ComparedNamesTest {

	private final DriverManagerDataSource database = new DriverManagerDataSource(RealDatabase.emptyUrl());

	private final JdbcClient client = JdbcClient.create(this.database);

	private void migrateTo(String version) {
		Flyway.configure().dataSource(this.database).target(version).load().migrate();
	}

	private void team(String name) {
		this.client.sql("""
				INSERT INTO team (id, organisation_id, name, created_at)
				SELECT gen_random_uuid(), id, ?, clock_timestamp() FROM organisation LIMIT 1""").param(name).update();
	}

	private void rename(String name, String newName) {
		this.client.sql("UPDATE team SET looks_like_another = looks_like_another AND name = ?, name = ? WHERE name = ?")
			.params(newName, newName, name)
			.update();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void teamsThatLookAlikeStayAndNoOtherComes(boolean withoutPlain) {
		migrateTo("17");
		List<String> names = List.of("\uff53earch", "se\u1d43rch", withoutPlain ? "other" : "search");
		names.forEach(this::team);
		migrateTo("19");
		assertThat(this.client.sql("SELECT name FROM team").query(String.class).list()).containsAll(names);
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> team("\u017fearch"));
		rename("se\u1d43rch", "se\u1d43rch");
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> rename("se\u1d43rch", "\u017fearch"));
		rename("se\u1d43rch", "free");
		assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> team("\uff46ree"));
	}

	@Test
	void aNameInPlainFormCountsWhateverItsAge() {
		migrateTo("17");
		List.of("\uff53earch", "search").forEach(this::team);
		migrateTo("19");
		assertThat(this.client.sql("SELECT name FROM team WHERE looks_like_another").query(String.class).list())
			.containsExactly("\uff53earch");
	}

}

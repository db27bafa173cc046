package dev.serai.admin.people.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import dev.serai.platform.config.Recurring;
import dev.serai.platform.database.Database;
import dev.serai.platform.error.CallRefused;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * Stores browsers' sessions in PostgreSQL by Spring Session, for all nodes. A session's
 * id is 256 random bits. The table has its digest only, so read access to the table gives
 * no session.
 */
@Configuration(proxyBeanMethods = false)
class SessionTable {

	private static final Duration CLEANUP = Duration.ofMinutes(10);

	private static final int ID_BYTES = 32;

	private static final String DIGEST = "sha256(convert_to(%s, 'UTF8'))";

	private static final String INSERT = """
			INSERT INTO %%TABLE_NAME%% (PRIMARY_ID, SESSION_ID, CREATION_TIME, LAST_ACCESS_TIME, MAX_INACTIVE_INTERVAL,
			       EXPIRY_TIME, PRINCIPAL_NAME)
			VALUES (?, %s, ?, ?, ?, ?, ?)""".formatted(DIGEST.formatted("?"));

	/** The id comes from the parameter, because the table does not have it. */
	private static final String SELECT = """
			SELECT S.PRIMARY_ID, ASKED.ID AS SESSION_ID, S.CREATION_TIME, S.LAST_ACCESS_TIME, S.MAX_INACTIVE_INTERVAL,
			       SA.ATTRIBUTE_NAME, SA.ATTRIBUTE_BYTES
			  FROM (SELECT ?::text AS ID) ASKED
			  JOIN %%TABLE_NAME%% S ON S.SESSION_ID = %s
			  LEFT JOIN %%TABLE_NAME%%_ATTRIBUTES SA ON S.PRIMARY_ID = SA.SESSION_PRIMARY_ID"""
		.formatted(DIGEST.formatted("ASKED.ID"));

	private static final String UPDATE = """
			UPDATE %%TABLE_NAME%%
			   SET SESSION_ID = %s, LAST_ACCESS_TIME = ?, MAX_INACTIVE_INTERVAL = ?, EXPIRY_TIME = ?, PRINCIPAL_NAME = ?
			 WHERE PRIMARY_ID = ?""".formatted(DIGEST.formatted("?"));

	private static final String DELETE = "DELETE FROM %%TABLE_NAME%% WHERE SESSION_ID = %s"
		.formatted(DIGEST.formatted("?"));

	@Bean
	JdbcIndexedSessionRepository sessionRepository(Database database) {
		var sessions = new JdbcIndexedSessionRepository(database.statements(), database.transactions());
		sessions.setTableName("sign_in_session");
		sessions.setCreateSessionQuery(INSERT);
		sessions.setGetSessionQuery(SELECT);
		sessions.setUpdateSessionQuery(UPDATE);
		sessions.setDeleteSessionQuery(DELETE);
		sessions.setSessionIdGenerator(
				new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), ID_BYTES)::generateKey);
		sessions.setConversionService(texts());
		sessions.setCleanupCron(Scheduled.CRON_DISABLED);
		return sessions;
	}

	/** Deletes ended sessions. */
	@Bean
	Recurring sessionCleanup(JdbcIndexedSessionRepository sessions) {
		return new Recurring("session-cleanup").every(CLEANUP, () -> {
			try {
				sessions.cleanUpExpiredSessions();
			}
			catch (CallRefused ex) {
				// The database cannot be reached; the next time.
			}
		});
	}

	/** Attributes are texts. */
	private static GenericConversionService texts() {
		GenericConversionService texts = new GenericConversionService();
		texts.addConverter(Object.class, byte[].class, value -> ((String) value).getBytes(StandardCharsets.UTF_8));
		texts.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
		return texts;
	}

}

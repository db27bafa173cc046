package dev.serai.gateway.cache.config;

import java.util.function.Function;

import dev.serai.admin.organisation.CacheAdministration;
import dev.serai.gateway.access.TeamDirectory;
import dev.serai.gateway.cache.AnswerCache;
import dev.serai.gateway.cache.AnswerRecall;
import dev.serai.gateway.cache.LocalAnswers;
import dev.serai.gateway.cache.redis.RedisAnswers;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.idempotency.Claims;
import dev.serai.gateway.idempotency.Idempotency;
import dev.serai.gateway.idempotency.jdbc.JdbcClaims;
import dev.serai.gateway.provider.WireProtocol;
import dev.serai.gateway.provider.openai.OpenAiChat;
import dev.serai.gateway.reply.StoredReplies;
import dev.serai.gateway.routing.Policies;
import dev.serai.gateway.routing.Router;
import dev.serai.ledger.audit.AuditTrail;
import dev.serai.platform.config.SeraiProperties;
import dev.serai.platform.database.Database;
import dev.serai.platform.redis.Redis;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is remembered of earlier calls to answer later ones. */
@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {

	@Bean
	AnswerCache answerCache(ObjectProvider<Redis> redis, SeraiProperties serai) {
		Redis shared = redis.getIfAvailable();
		return (shared != null) ? new RedisAnswers(shared) : new LocalAnswers(serai.cache().maxBytes());
	}

	@Bean
	CacheAdministration cacheAdministration(AnswerCache cache, TeamDirectory teams, AuditTrail audit) {
		return new CacheAdministration(cache, teams, audit);
	}

	@Bean
	AnswerRecall answerRecall(Policies policies, Router router, AnswerCache cache, Guards guards,
			SeraiProperties serai) {
		return new AnswerRecall(policies, router, cache, call -> guards.of(call).marks(),
				serai.cache().maxAnswerBytes(), System::nanoTime);
	}

	@Bean
	Claims claims(Database database) {
		return new JdbcClaims(database);
	}

	@Bean
	Idempotency idempotency(Claims claims, Router router, SeraiProperties serai) {
		return new Idempotency(claims, router, serai.idempotency().keepFor(), serai.idempotency().maxAnswerBytes());
	}

	@Bean
	StoredReplies storedReplies(Function<String, WireProtocol> protocols) {
		return new StoredReplies(new OpenAiChat(), System::nanoTime);
	}

}

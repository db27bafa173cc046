package dev.serai.boot;

import java.util.function.Function;

import dev.serai.access.TeamDirectory;
import dev.serai.admin.AuditTrail;
import dev.serai.admin.CacheAdministration;
import dev.serai.cache.AnswerCache;
import dev.serai.cache.AnswerRecall;
import dev.serai.cache.LocalAnswers;
import dev.serai.cache.RedisAnswers;
import dev.serai.guard.Guards;
import dev.serai.idempotency.Claims;
import dev.serai.idempotency.Idempotency;
import dev.serai.provider.WireProtocol;
import dev.serai.redis.Redis;
import dev.serai.reply.StoredReplies;
import dev.serai.routing.Policies;
import dev.serai.routing.Router;
import dev.serai.store.Database;
import dev.serai.store.JdbcClaims;

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
		return new StoredReplies(protocols.apply("openai"), System::nanoTime);
	}

}

package dev.serai.gateway.reply.config;

import dev.serai.gateway.fallback.Chain;
import dev.serai.gateway.fallback.Exhausted;
import dev.serai.gateway.fallback.Settlement;
import dev.serai.gateway.guardrail.Guards;
import dev.serai.gateway.reply.Replies;
import dev.serai.gateway.reply.StoredReplies;
import dev.serai.platform.clock.NanoClock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the beans of the reply. */
@Configuration(proxyBeanMethods = false)
class ReplyConfiguration {

	@Bean
	Replies replies(Chain chain, Settlement settlement, Exhausted exhausted, Guards guards, NanoClock nanoClock) {
		return new Replies(chain, settlement, exhausted, guards, nanoClock);
	}

	@Bean
	StoredReplies storedReplies(NanoClock nanoClock) {
		return new StoredReplies(nanoClock);
	}

}

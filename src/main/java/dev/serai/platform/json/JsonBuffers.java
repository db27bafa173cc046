package dev.serai.platform.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/**
 * Creates JSON factories for the threads of calls, with a shared buffer pool. Jackson
 * would otherwise keep some 25 KB for each thread, and each call has a thread of its own,
 * which lives for minutes while streaming.
 */
public final class JsonBuffers {

	private JsonBuffers() {
	}

	/** Returns a factory builder that uses the pool. */
	public static JsonFactoryBuilder pooled() {
		return new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
	}

}

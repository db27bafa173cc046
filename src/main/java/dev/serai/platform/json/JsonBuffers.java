package dev.serai.platform.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

/**
 * JSON factories for what is read and written on a call's own thread. Their buffers come
 * from one pool: Jackson would keep some 25 KB for each thread, and each call has a
 * thread of its own, which a stream keeps for minutes.
 */
public final class JsonBuffers {

	private JsonBuffers() {
	}

	/** A factory that takes its buffers from the pool. */
	public static JsonFactoryBuilder pooled() {
		return new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
	}

}

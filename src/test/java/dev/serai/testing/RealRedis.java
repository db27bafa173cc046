package dev.serai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

import redis.embedded.RedisServer;

/**
 * A real Redis on a port of its own, whose binary comes with the build. It can be stopped
 * and started again at the same port.
 */
public final class RealRedis implements AutoCloseable {

	private final int port;

	private RedisServer server;

	private RealRedis(int port) {
		this.port = port;
		begin();
	}

	public static RealRedis start() {
		try {
			return new RealRedis(FreePort.next());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts it again, empty. */
	public void restart() {
		stop();
		begin();
	}

	/** Ends it, with all that it held. */
	public void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void begin() {
		try {
			this.server = RedisServer.newRedisServer()
				.port(this.port)
				.bind("127.0.0.1")
				.setting("save \"\"")
				.setting("appendonly no")
				.build();
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.port;
	}

	public String url() {
		return "redis://127.0.0.1:" + this.port;
	}

	@Override
	public void close() {
		stop();
	}

}

package dev.serai.people;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

/** In this process, for a program that has no Redis: gone when it ends. */
public final class LocalSessionStore implements SessionStore {

	private static final int MOST = 50_000;

	private final Cache<String, Kept> kept = Caffeine.newBuilder()
		.maximumSize(MOST)
		.expireAfter(Expiry.<String, Kept>writing((name, it) -> it.life))
		.build();

	@Override
	public void put(String name, byte[] content, Duration life) {
		this.kept.put(name, new Kept(content, life));
	}

	@Override
	public void renew(String name, byte[] content, Duration life) {
		this.kept.asMap().computeIfPresent(name, (key, before) -> new Kept(content, life));
	}

	@Override
	public Optional<byte[]> get(String name) {
		return Optional.ofNullable(this.kept.getIfPresent(name)).map(it -> it.content);
	}

	@Override
	public Optional<byte[]> take(String name) {
		return Optional.ofNullable(this.kept.asMap().remove(name)).map(it -> it.content);
	}

	@Override
	public void remove(String name) {
		this.kept.invalidate(name);
	}

	private static final class Kept {

		private final byte[] content;

		private final Duration life;

		Kept(byte[] content, Duration life) {
			this.content = content;
			this.life = life;
		}

	}

}

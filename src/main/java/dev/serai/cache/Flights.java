package dev.serai.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/** The questions that are being answered now, so that each is asked once at a time. */
final class Flights {

	private final ConcurrentMap<String, Flight> underWay = new ConcurrentHashMap<>();

	/**
	 * @return the flight that is under way already; null when the one given is now
	 */
	@Nullable Flight join(String digest, Flight own) {
		return this.underWay.putIfAbsent(digest, own);
	}

	/** Ends one's own flight; who asks from now on begins a new one. */
	void end(String digest, Flight own, Flight.Landing how) {
		this.underWay.remove(digest, own);
		own.land(how);
	}

	int size() {
		return this.underWay.size();
	}

}

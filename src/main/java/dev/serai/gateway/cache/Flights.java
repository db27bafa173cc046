package dev.serai.gateway.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/** The questions that are being answered now, so that each is asked once at a time. */
final class Flights {

	private final ConcurrentMap<String, Flight> underWay = new ConcurrentHashMap<>();

	/** Joins those who ask the same, or begins. */
	Boarding board(String digest) {
		while (true) {
			Flight[] own = new Flight[1];
			own[0] = new Flight(() -> this.underWay.remove(digest, own[0]));
			Flight other = this.underWay.putIfAbsent(digest, own[0]);
			if (other == null) {
				return new Boarding(own[0], null);
			}
			CompletableFuture<Flight.Landing> place = other.board();
			if (place != null) {
				return new Boarding(other, place);
			}
		}
	}

	int size() {
		return this.underWay.size();
	}

	/**
	 * One's part in a flight.
	 *
	 * @param place where to wait; null for who leads
	 */
	record Boarding(Flight flight, @Nullable CompletableFuture<Flight.Landing> place) {
	}

}

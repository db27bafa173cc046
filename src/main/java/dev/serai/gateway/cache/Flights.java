package dev.serai.gateway.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * The questions that are being answered now, so that only one call at a time is served
 * for each.
 */
final class Flights {

	private final ConcurrentMap<String, Flight> underWay = new ConcurrentHashMap<>();

	/** Joins the flight of a question, or begins one. */
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
	 * A call's part in a flight.
	 *
	 * @param place where to wait for the result; null for the leader
	 */
	record Boarding(Flight flight, @Nullable CompletableFuture<Flight.Landing> place) {
	}

}

package dev.serai.replay;

import java.util.Random;
import java.util.function.IntSupplier;

/** How the bytes of a stream are cut into pieces, each of which travels by itself. */
interface Cut {

	Cut WHOLE = () -> () -> Integer.MAX_VALUE;

	/** Starts over; gives the length of each piece. */
	IntSupplier pieces();

	/** Pieces of one odd size, so that they fall on every place of an event in time. */
	static Cut every(int bytes) {
		return () -> () -> bytes;
	}

	/** Pieces of any size, mostly short. */
	static Cut atRandom(long seed) {
		return () -> {
			Random random = new Random(seed);
			return () -> 1 + (random.nextInt(4) == 0 ? random.nextInt(2000) : random.nextInt(40));
		};
	}

}

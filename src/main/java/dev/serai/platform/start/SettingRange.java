package dev.serai.platform.start;

import java.time.Duration;

/** Checks settings that are numbers or times. A value out of range ends the start. */
public final class SettingRange {

	private SettingRange() {
	}

	/**
	 * Returns a number.
	 * @param variable the setting's name in the environment
	 * @throws CannotStart when it is less than the least
	 */
	public static long atLeast(String variable, long value, long least) {
		if (value < least) {
			throw new CannotStart(variable + " is " + value + ".", "Set " + variable + " to " + least + " or more.");
		}
		return value;
	}

	/**
	 * Returns a share.
	 * @throws CannotStart when it is not from 0 to 1
	 */
	public static double share(String variable, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw new CannotStart(variable + " is " + value + ".", "Set " + variable + " to a share from 0 to 1.");
		}
		return value;
	}

	/**
	 * Returns a time.
	 * @throws CannotStart when it is shorter than the shortest or longer than the longest
	 */
	public static Duration between(String variable, Duration value, Duration shortest, Duration longest) {
		if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
			throw new CannotStart(variable + " is " + text(value) + ".",
					"Set " + variable + " to a time from " + text(shortest) + " to " + text(longest) + ".");
		}
		return value;
	}

	/** {@code 500ms}, {@code 10s}, {@code 5m} or {@code 24h}. */
	private static String text(Duration time) {
		return (time.toMillisPart() != 0) ? time.toMillis() + "ms" : (time.toSecondsPart() != 0 || time.isZero())
				? time.toSeconds() + "s" : (time.toMinutesPart() != 0) ? time.toMinutes() + "m" : time.toHours() + "h";
	}

}

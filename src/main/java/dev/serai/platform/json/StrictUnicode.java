package dev.serai.platform.json;

/**
 * Finds invalid Unicode in JSON text: ill-formed UTF-8 (The Unicode Standard, table 3-7)
 * and escapes of unpaired surrogates. Parsers accept both, and later processing fails on
 * them.
 */
final class StrictUnicode {

	private StrictUnicode() {
	}

	/** Returns the offset of the first fault; -1 when there is none. */
	static int firstFault(byte[] json) {
		int i = 0;
		while (i < json.length) {
			byte b = json[i];
			int length = (b == '\\') ? escape(json, i) : (b >= 0) ? 1 : sequence(json, i);
			if (length == 0) {
				return i;
			}
			i += length;
		}
		return -1;
	}

	/**
	 * Returns the length of the escape at an offset, with a surrogate pair as one; 0 for
	 * an unpaired surrogate.
	 */
	private static int escape(byte[] json, int at) {
		int unit = escapedUnit(json, at);
		if (unit < 0) {
			return 2;
		}
		if (Character.isLowSurrogate((char) unit)) {
			return 0;
		}
		if (Character.isHighSurrogate((char) unit)) {
			int next = escapedUnit(json, at + 6);
			return (next >= 0 && Character.isLowSurrogate((char) next)) ? 12 : 0;
		}
		return 6;
	}

	/** Returns the UTF-16 unit of a \\u escape; -1 when there is none at the offset. */
	private static int escapedUnit(byte[] json, int at) {
		if (at + 6 > json.length || json[at] != '\\' || json[at + 1] != 'u') {
			return -1;
		}
		int unit = 0;
		for (int i = at + 2; i < at + 6; i++) {
			int digit = Character.digit(json[i], 16);
			if (digit < 0) {
				return -1;
			}
			unit = unit << 4 | digit;
		}
		return unit;
	}

	/**
	 * Returns the length of the multi-byte sequence at an offset; 0 when it is
	 * ill-formed.
	 */
	private static int sequence(byte[] json, int at) {
		int lead = json[at] & 0xFF;
		if (lead >= 0xC2 && lead <= 0xDF) {
			return continues(json, at + 1, 1, 0x80, 0xBF) ? 2 : 0;
		}
		if (lead >= 0xE0 && lead <= 0xEF) {
			int from = (lead == 0xE0) ? 0xA0 : 0x80;
			int to = (lead == 0xED) ? 0x9F : 0xBF;
			return continues(json, at + 1, 2, from, to) ? 3 : 0;
		}
		if (lead >= 0xF0 && lead <= 0xF4) {
			int from = (lead == 0xF0) ? 0x90 : 0x80;
			int to = (lead == 0xF4) ? 0x8F : 0xBF;
			return continues(json, at + 1, 3, from, to) ? 4 : 0;
		}
		return 0;
	}

	private static boolean continues(byte[] json, int at, int count, int from, int to) {
		if (at + count > json.length) {
			return false;
		}
		int first = json[at] & 0xFF;
		if (first < from || first > to) {
			return false;
		}
		for (int i = at + 1; i < at + count; i++) {
			if ((json[i] & 0xC0) != 0x80) {
				return false;
			}
		}
		return true;
	}

}

package dev.serai.gateway.guardrail;

import java.math.BigInteger;
import java.util.Set;

/** National ids that have a recognisable form and check digits. */
final class NationalIds {

	/** The forms of the codes, each with its country's check. */
	static final CodeRecogniser US_SSN = new CodeRecogniser("us_ssn", "DDD|DD|DDDD", "- ", true, NationalIds::isSsn);

	static final CodeRecogniser UK_NINO = new CodeRecogniser("uk_nino", "AA|DD|DD|DD|A", " ", false,
			NationalIds::isNino);

	static final CodeRecogniser FR_NIR = new CodeRecogniser("fr_nir", "D|DD|DD|DX|DDD|DDD|DD", " ", false,
			NationalIds::isNir);

	static final CodeRecogniser ES_DNI = new CodeRecogniser("es_dni", "DDDDDDDD|A", "-", false, NationalIds::isDni);

	static final CodeRecogniser ES_NIE = new CodeRecogniser("es_nie", "A|DDDDDDD|A", "-", false, NationalIds::isNie);

	static final CodeRecogniser DE_TAX_ID = new CodeRecogniser("de_tax_id", "DD|DDD|DDD|DDD", " ", false,
			NationalIds::isTaxId);

	static final CodeRecogniser IT_FISCAL_CODE = new CodeRecogniser("it_fiscal_code", "AAAAAAXXAXXAXXXA", "", false,
			NationalIds::isFiscalCode);

	private static final Set<String> NO_NINO = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

	private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

	private static final BigInteger NIR_MODULUS = BigInteger.valueOf(97);

	/** The values of characters at odd positions, for 0 to 9 and A to Z. */
	private static final int[] FISCAL_ODD = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2,
			4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23 };

	private NationalIds() {
	}

	private static boolean isSsn(String code) {
		String area = code.substring(0, 3);
		return !area.equals("000") && !area.equals("666") && area.charAt(0) != '9' && !code.startsWith("00", 3)
				&& !code.endsWith("0000");
	}

	private static boolean isNino(String code) {
		return "DFIQUV".indexOf(code.charAt(0)) < 0 && "DFIQUVO".indexOf(code.charAt(1)) < 0
				&& !NO_NINO.contains(code.substring(0, 2)) && code.charAt(8) <= 'D';
	}

	/**
	 * Sex, year and month of birth, place, number; places in Corsica contain a letter.
	 */
	private static boolean isNir(String code) {
		char corsica = code.charAt(6);
		if (code.charAt(0) < '1' || code.charAt(0) > '2'
				|| (!Chars.isDigit(corsica) && !(code.charAt(5) == '2' && (corsica == 'A' || corsica == 'B')))) {
			return false;
		}
		int month = Integer.parseInt(code.substring(3, 5));
		if (month < 1 || (month > 12 && month < 20) || (month > 42 && month < 50)) {
			return false;
		}
		String number = code.substring(0, 13).replace("2A", "19").replace("2B", "18");
		int key = Integer.parseInt(code.substring(13));
		return 97 - new BigInteger(number).mod(NIR_MODULUS).intValue() == key;
	}

	private static boolean isDni(String code) {
		return DNI_LETTERS.charAt(Integer.parseInt(code.substring(0, 8)) % 23) == code.charAt(8);
	}

	private static boolean isNie(String code) {
		int first = "XYZ".indexOf(code.charAt(0));
		return first >= 0 && isDni(first + code.substring(1));
	}

	/** ISO 7064 mod 11, 10; one of the first ten digits occurs two or three times. */
	private static boolean isTaxId(String code) {
		int[] counts = new int[10];
		int product = 10;
		for (int i = 0; i < 10; i++) {
			int digit = code.charAt(i) - '0';
			counts[digit]++;
			int sum = (digit + product) % 10;
			product = (((sum == 0) ? 10 : sum) * 2) % 11;
		}
		int repeated = 0;
		for (int count : counts) {
			if (count > 3) {
				return false;
			}
			repeated += (count > 1) ? 1 : 0;
		}
		return code.charAt(0) != '0' && repeated == 1 && (11 - product) % 10 == code.charAt(10) - '0';
	}

	/** Digits may be replaced by letters where two people would have the same code. */
	private static boolean isFiscalCode(String code) {
		int sum = 0;
		for (int i = 0; i < 15; i++) {
			char c = code.charAt(i);
			int value = Chars.isDigit(c) ? c - '0' : c - 'A';
			sum += (i % 2 == 1) ? value : FISCAL_ODD[Chars.isDigit(c) ? c - '0' : c - 'A' + 10];
			boolean mayBeDigit = i == 6 || i == 7 || i == 9 || i == 10 || i > 11;
			if (mayBeDigit && !Chars.isDigit(c) && "LMNPQRSTUV".indexOf(c) < 0) {
				return false;
			}
		}
		return "ABCDEHLMPRST".indexOf(code.charAt(8)) >= 0 && 'A' + sum % 26 == code.charAt(15);
	}

}

package dev.serai.benchmark;

import java.util.List;

/** Something that is measured. */
interface Scenario {

	/** By which it can be asked for alone. */
	String name();

	/** Measures and gives the lines for the table. */
	List<Row> measure(Bench bench) throws Exception;

}

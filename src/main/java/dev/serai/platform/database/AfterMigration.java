package dev.serai.platform.database;

/**
 * What is done once the schema is up to date, before the program is ready. Tasks run one
 * after the other, in the order of their beans; if one fails, all of them run again until
 * they succeed, so each must bear being run twice.
 */
@FunctionalInterface
public interface AfterMigration {

	/**
	 * Does it.
	 * @throws dev.serai.platform.start.CannotStart where waiting does not help
	 */
	void run();

}

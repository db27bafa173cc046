package dev.serai.platform.database;

/**
 * A task that runs once the schema is up to date, before the program is ready. Tasks run
 * in the order of their beans. If one fails, all run again until they succeed, so each
 * must be idempotent.
 */
@FunctionalInterface
public interface AfterMigration {

	/**
	 * Runs the task.
	 * @throws dev.serai.platform.start.CannotStart when retrying cannot help
	 */
	void run();

}

package dev.serai.ledger.journal;

import java.nio.file.Path;

/** Another process uses the journal in this directory. */
public final class JournalInUse extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	JournalInUse(Path directory) {
		super("Another process keeps its records in " + directory);
	}

}

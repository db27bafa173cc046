package dev.serai.call;

/** What is wrong with the figures that a provider gave of an attempt's usage. */
public enum UsageMark {

	/** A later figure was smaller than an earlier one. The larger one is kept. */
	SHRUNK

}

/** What is to be expected: computed from the ledger's sums, knowing no platform. */
@NullMarked
package dev.serai.insight.forecast;

import org.jspecify.annotations.NullMarked;

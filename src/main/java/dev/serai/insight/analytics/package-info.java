/** Queries of the ledger, with results as the API returns them. */
@NullMarked
package dev.serai.insight.analytics;

import org.jspecify.annotations.NullMarked;

/** What the ledger says, in the words of the API. */
@NullMarked
package dev.serai.insight.analytics;

import org.jspecify.annotations.NullMarked;

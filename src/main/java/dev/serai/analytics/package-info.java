/** What the ledger says, in the words of the API. */
@NullMarked
package dev.serai.analytics;

import org.jspecify.annotations.NullMarked;

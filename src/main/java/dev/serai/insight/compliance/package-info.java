/** Compliance: retention, erasure and export of records, and the reports about them. */
@NullMarked
package dev.serai.insight.compliance;

import org.jspecify.annotations.NullMarked;

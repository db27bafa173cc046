/** The tables of compliance. */
@NullMarked
package dev.serai.insight.compliance.jdbc;

import org.jspecify.annotations.NullMarked;

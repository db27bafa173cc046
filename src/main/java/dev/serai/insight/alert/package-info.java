/**
 * Who is told when something needs a look: rules, what they find, the alerts that come of
 * it, and what is sent where.
 */
@NullMarked
package dev.serai.insight.alert;

import org.jspecify.annotations.NullMarked;

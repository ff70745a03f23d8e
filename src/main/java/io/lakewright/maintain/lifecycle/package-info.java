/**
 * Lifecycle rules of a table's bucket, generated from the policy: what carries the delete tag moves
 * to a cheaper storage class after some days and is removed after more.
 *
 * <p>Cost model: one GET for the bucket's rules and, when they change, one PUT and another GET.
 */
package io.lakewright.maintain.lifecycle;

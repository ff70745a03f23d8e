/**
 * Objects on S3 as maintenance sees them: tag sets, storage classes, restores, in bulk and from
 * tasks, by the client that the table's own {@code S3FileIO} would use.
 *
 * <p>Cost model: one object takes one or two requests, spread over the tasks of one Spark stage
 * with sixteen requests under way in each. The driver holds one small row per task. Throttling
 * (503) is waited out by the SDK with the number of retries that Iceberg recommends; what fails
 * still is tried again a few times, then counted and named.
 */
package io.lakewright.maintain.s3;

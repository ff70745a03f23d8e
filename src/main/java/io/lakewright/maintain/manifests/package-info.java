/**
 * Manifests: merged and clustered by partition when there are too many small ones, or when a scan
 * of one partition has to open too many.
 *
 * <p>Cost: all manifests of the chosen partition specs are read and written once, by Spark; no data
 * file is touched.
 */
package io.lakewright.maintain.manifests;

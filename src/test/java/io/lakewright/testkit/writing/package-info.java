/**
 * Storage on which attempts at tasks fail, are killed or lag behind while they write data files.
 */
package io.lakewright.testkit.writing;

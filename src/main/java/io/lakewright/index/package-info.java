/** Tables of contents: which files there are, for which plans, and how to get them. */
package io.lakewright.index;

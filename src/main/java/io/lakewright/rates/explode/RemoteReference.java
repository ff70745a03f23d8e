package io.lakewright.rates.explode;

import java.io.Serializable;

/**
 * A provider reference whose groups are elsewhere.
 *
 * @param file source file
 * @param id normalised id of the group
 * @param position in the file's provider references
 * @param networks network names given with the reference, null if none
 * @param location where the groups are; may hold a signature, so never shown as it is
 */
record RemoteReference(String file, String id, long position, String[] networks, String location)
    implements Serializable {}

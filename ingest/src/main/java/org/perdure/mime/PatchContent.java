package org.perdure.mime;

/**
 * A mailed patch, as git reads it: the texts of the message and the patches attached to it.
 *
 * @param prose what stands before the patch, decoded; lines end in {@code \n}
 * @param patch the rest, in the bytes of the files that it changes, whatever their charset
 */
public record PatchContent(String prose, byte[] patch) {}

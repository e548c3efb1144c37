package org.perdure.patch;

/**
 * What a patch does to a file.
 *
 * @param name its name, that of the new version where there are two
 * @param added how many lines it adds
 * @param removed how many lines it removes
 */
public record FileChange(String name, int added, int removed) {}

package org.perdure.text;

/** What a line of a unified diff is. */
public enum PatchLine {
    /** Names files, their versions or modes, or belongs to no version of a file. */
    HEADER,
    /** Begins a hunk: says where it is and perhaps in which function. */
    HUNK,
    /** In both versions of the file. */
    CONTEXT,
    /** In the old version alone. */
    REMOVED,
    /** In the new version alone. */
    ADDED
}

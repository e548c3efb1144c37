package org.perdure.html;

/**
 * A file that a patch changes.
 *
 * @param name its name, the new one if there are two
 * @param anchor its place on the page
 * @param added how many lines are added
 * @param removed how many lines are removed
 */
public record ChangedFile(String name, String anchor, int added, int removed) {
    ChangedFile named(String other) {
        return new ChangedFile(other, anchor, added, removed);
    }

    ChangedFile with(int more, int less) {
        return new ChangedFile(name, anchor, added + more, removed + less);
    }
}

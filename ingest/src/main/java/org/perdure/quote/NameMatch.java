package org.perdure.quote;

/** How well an attribution names an author. */
enum NameMatch {
    ADDRESS,
    FULL,
    PART,
    OTHER;

    boolean isWhole() {
        return this == ADDRESS || this == FULL;
    }

    /** Returns whether an introduction names somebody, and that is somebody else. */
    static boolean isOther(Introduction introduction, Person author) {
        boolean names = introduction.address() != 0 || introduction.name().length > 0;
        return names && of(introduction, author) == OTHER;
    }

    static NameMatch of(Introduction introduction, Person author) {
        if (introduction.address() != 0 && introduction.address() == author.address()) {
            return ADDRESS;
        }
        int found = 0;
        for (int word : author.name()) {
            for (int other : introduction.name()) {
                if (word == other) {
                    found++;
                    break;
                }
            }
        }
        if (found > 0 && found == author.name().length) {
            return FULL;
        }
        return found > 0 ? PART : OTHER;
    }
}

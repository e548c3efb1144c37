package org.perdure.quote;

/**
 * What speaks for or against a candidate, or for there being no parent. Logarithms are natural;
 * what has no unit is 0 or 1. The names are those in the files of weights.
 */
public enum Feature {
    /** Share of the quoted words that stand in the candidate at one level less. */
    COV_LEVEL,
    /** Share of the words quoted at level 1 that the candidate's author wrote. */
    COV_FIRST,
    /** Share of the quoted words that stand in the candidate at other levels only. */
    COV_ANY_EXTRA,
    /** Share at one level less, by that of the best candidate. */
    REL_BEST,
    /** The newest of those within {@code 3 %} of the best. */
    LATEST_OF_BEST,
    /** log(1 + words that stand at one level less). */
    LOG_TOKENS,
    /** log(1 + words of level 1 that do not stand in the candidate at level 0). */
    LOG_UNCOVERED,
    /** log(1 + words of the longest such row). */
    LOG_RUN,
    /** Share of what the candidate's author wrote that is quoted. */
    SHARE_QUOTED,
    /** The nearest attribution holds the author's address. */
    NAME_ADDRESS,
    /** It holds all words of the author's name. */
    NAME_FULL,
    /** It holds one of them. */
    NAME_PART,
    /** It names another. */
    NAME_OTHER,
    DATE_MINUTE,
    DATE_SOMEWHERE,
    DATE_DAY,
    DATE_OTHER,
    /** Name, at least a part, and minute agree in one attribution. */
    NAME_AND_DATE,
    FULL_SUBJECT,
    BASE_SUBJECT,
    WAS_SUBJECT,
    /** Words of both subjects, by those of either. */
    JACCARD,
    /** log(1 + hours between both). */
    LOG_HOURS,
    /** The candidate is dated later. */
    LATER,
    IN_TO_CC,
    FIRST_TO,
    /** The author of the message is among the recipients of the candidate. */
    ADDRESSED_BACK,
    SAME_AUTHOR,
    /** The newest candidate with the same base subject. */
    NEWEST_OF_SUBJECT,
    /** The newest of those by whom the message is addressed to first. */
    NEWEST_BY_FIRST_TO,
    TOP_VOTE,
    /** The candidate is no reply: the beginning of a thread. */
    BEGINNING,
    /** There is no parent here. */
    NONE,
    /** The same, if the Subject says that it is a reply. */
    NONE_REPLY,
    /** The same, if there is an attribution. */
    NONE_ATTRIBUTED,
    /** The same, by log(1 + quoted words). */
    NONE_LOG_QUOTED,
    /** The same, by the least LOG_UNCOVERED. */
    NONE_UNCOVERED,
    /** The same, by the best share at one level less. */
    NONE_BEST_LEVEL,
    /** The same, by the best share of level 1. */
    NONE_BEST_FIRST;

    static final int COUNT = values().length;

    /** Returns its place in a row of features. */
    @SuppressWarnings("EnumOrdinal") // Rows live for a moment; files have the names.
    public int column() {
        return ordinal();
    }
}

package org.perdure.query;

/** The fields a reader can name in a query. */
public enum Field {
    /** The Subject. */
    SUBJECT,
    /** Everything in the text: written and quoted. */
    BODY,
    /** What the author wrote. */
    OWN_TEXT,
    /** What the author quoted. */
    QUOTED_TEXT,
    /** From: names and addresses. */
    FROM,
    /** To. */
    TO,
    /** Cc. */
    CC,
    /** To, Cc and From. */
    PEOPLE,
    /** The msg-id, whole. */
    MESSAGE_ID,
    /** Names of attachments. */
    ATTACHMENT,
    /** The list. */
    LIST,
    /** The time in the Date field. */
    SENT,
    /** The time of arrival. */
    ARRIVED,
    /** What a message has: {@code attachment}, {@code patch}. */
    HAS
}

package org.perdure.html;

/**
 * Where the feeds of what a page shows are.
 *
 * @param atom path of the feed as Atom
 * @param json path of the feed as JSON Feed
 * @param title what they hold
 */
public record FeedLinks(String atom, String json, String title) {}

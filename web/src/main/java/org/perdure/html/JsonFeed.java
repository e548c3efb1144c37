package org.perdure.html;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * A feed as JSON Feed 1.1 names its parts.
 *
 * @param version which form it has
 * @param title what it is called
 * @param homePage the page that shows the same to people
 * @param address its own address
 * @param items the messages, the newest first
 */
record JsonFeed(
        String version,
        String title,
        @JsonProperty("home_page_url") String homePage,
        @JsonProperty("feed_url") String address,
        List<Item> items) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Returns a feed in UTF-8. */
    static byte[] of(Feed feed, Site site) {
        JsonFeed json =
                new JsonFeed(
                        "https://jsonfeed.org/version/1.1",
                        feed.title(),
                        site.base() + feed.home(),
                        site.base() + feed.path(),
                        feed.items().stream().map(item -> Item.of(item, site)).toList());
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can always be written", e);
        }
    }

    /**
     * A message.
     *
     * @param id a name for it
     * @param url its page
     * @param title its subject
     * @param text its text
     * @param published when it arrived, as RFC 3339 has it
     * @param authors who wrote it
     */
    record Item(
            String id,
            String url,
            String title,
            @JsonProperty("content_text") String text,
            @JsonProperty("date_published") String published,
            List<Author> authors) {
        static Item of(Feed.Item item, Site site) {
            return new Item(
                    item.id(),
                    site.base() + item.path(),
                    item.title(),
                    item.text(),
                    item.arrived().toString(),
                    List.of(new Author(item.author())));
        }
    }

    /**
     * An author.
     *
     * @param name what to call him or her
     */
    record Author(String name) {}
}

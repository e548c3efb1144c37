package org.perdure.html;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Banner;

/**
 * What stands around a page.
 *
 * @param site the archive
 * @param title the title of the page
 * @param canonical path of the address under which the page wants to be known; empty for one that
 *     is no page of its own, such as an error
 * @param indexed whether crawlers may keep it
 * @param list the list it belongs to, if one
 * @param query what stands in the search field
 * @param crumbs the pages above it, outermost first
 * @param stylesheet path of the style sheet
 * @param feeds where what it shows can be followed, if there are feeds of it
 */
public record Chrome(
        Site site,
        String title,
        String canonical,
        boolean indexed,
        @Nullable MailingList list,
        String query,
        List<Link> crumbs,
        String stylesheet,
        @Nullable FeedLinks feeds) {
    /** A page of no list that crawlers do not keep. */
    static Chrome plain(Site site, String title, String canonical) {
        return new Chrome(
                site, title, canonical, false, null, "", List.of(), StaticFiles.STYLESHEET, null);
    }

    /** A page of a list that crawlers keep. */
    static Chrome of(
            Site site, String title, String canonical, MailingList list, List<Link> crumbs) {
        return new Chrome(
                site, title, canonical, true, list, "", crumbs, StaticFiles.STYLESHEET, null);
    }

    Chrome withQuery(String text) {
        return new Chrome(site, title, canonical, indexed, list, text, crumbs, stylesheet, feeds);
    }

    Chrome inIndexes(boolean may) {
        return new Chrome(site, title, canonical, may, list, query, crumbs, stylesheet, feeds);
    }

    /** Returns the same with feeds; a copy of the pages in files has none. */
    Chrome withFeeds(FeedLinks links) {
        return site.isCopy()
                ? this
                : new Chrome(
                        site, title, canonical, indexed, list, query, crumbs, stylesheet, links);
    }

    /** Returns the same around a page that wants to be known under no address. */
    Chrome withoutCanonical() {
        return new Chrome(site, title, "", false, list, query, crumbs, stylesheet, feeds);
    }

    /** Returns the path of the script. */
    public String script() {
        return StaticFiles.SCRIPT;
    }

    /** Returns the hash by which browsers know the script; no other runs. */
    public String scriptIntegrity() {
        return StaticFiles.SCRIPT_INTEGRITY;
    }

    /** Returns whether there is a canonical address. */
    public boolean hasCanonical() {
        return !canonical.isEmpty();
    }

    /** Returns the canonical address, if there is one. */
    public String canonicalAddress() {
        return site.base() + canonical;
    }

    /** Returns what tells browsers how to search here; absent where they cannot. */
    public @Nullable String openSearch() {
        return OpenSearch.isOf(site) ? "/static/" + OpenSearch.NAME : null;
    }

    /** Returns where the search field leads. */
    public String searchPath() {
        return list == null ? "/search" : "/" + list.name() + "/";
    }

    /** Returns what the search field is called. */
    public String searchLabel() {
        return list == null ? "Search all lists" : "Search " + list.name();
    }

    /** Returns what the operator says at the end of all pages, cut at its links. */
    public List<Run> footer() {
        return Run.linked(site.furniture().footer());
    }

    /**
     * What stands above a page.
     *
     * @param label what it is, for those who do not see it
     * @param title one line, or empty
     * @param text a paragraph, cut at its links; empty if there is none
     */
    public record Notice(String label, String title, List<Run> text) {
        static Stream<Notice> of(String label, @Nullable Banner banner) {
            return Stream.ofNullable(banner)
                    .map(of -> new Notice(label, of.title(), Run.linked(of.text())))
                    .filter(notice -> !notice.text.isEmpty() || !notice.title.isEmpty());
        }
    }

    /** Returns what stands above the page: that of the archive, and that of its list. */
    public List<Notice> notices() {
        return Stream.concat(
                        Notice.of("Notice of this archive", site.furniture().notice()),
                        Notice.of("Notice", list == null ? null : list.banner()))
                .toList();
    }
}

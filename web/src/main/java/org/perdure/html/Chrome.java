package org.perdure.html;

import java.util.List;
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

    /** Returns where the search field leads. */
    public String searchPath() {
        return list == null ? "/search" : "/" + list.name() + "/";
    }

    /** Returns what the search field is called. */
    public String searchLabel() {
        return list == null ? "Search all lists" : "Search " + list.name();
    }

    /** Returns what stands above all pages, cut at its links; empty if there is nothing. */
    public List<Run> noticeText() {
        Banner notice = site.furniture().notice();
        return notice == null ? List.of() : Run.linked(notice.text());
    }

    /** Returns the title of what stands above all pages, empty if there is none. */
    public String noticeTitle() {
        Banner notice = site.furniture().notice();
        return notice == null ? "" : notice.title();
    }

    /** Returns what the operator says at the end of all pages, cut at its links. */
    public List<Run> footer() {
        return Run.linked(site.furniture().footer());
    }

    /** Returns the banner of the list, cut at its links; empty if there is none. */
    public List<Run> bannerText() {
        return list == null || list.banner() == null ? List.of() : Run.linked(list.banner().text());
    }

    /** Returns the title of the banner, empty if there is none. */
    public String bannerTitle() {
        return list == null || list.banner() == null ? "" : list.banner().title();
    }
}

package org.perdure.html;

/** What a template shows. */
public sealed interface HtmlPage
        permits AboutPage,
                AttachmentsPage,
                AuthorPage,
                ConversationPage,
                CoveragePage,
                ErrorPage,
                FlatThreadPage,
                FrontPage,
                InterdiffPage,
                ListPage,
                MailboxesPage,
                MessagePage,
                MonthPage,
                ProblemPage,
                ResolvePage,
                SearchPage,
                SeriesPage,
                ThreadPage {
    /** Returns what stands around it. */
    Chrome chrome();
}

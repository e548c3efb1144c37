package org.perdure.html;

/** What a template shows. */
public sealed interface HtmlPage
        permits AttachmentsPage,
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

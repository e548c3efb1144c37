package org.perdure.server;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A tab of a browser that writes down what no page of ours does. */
final class Tab implements AutoCloseable {
    private final BrowserContext context;
    private final String home;
    private final Page page;
    private final List<String> noticed = new ArrayList<>();

    Tab(BrowserContext context, URI home) {
        this.context = context;
        this.home = home.toString();
        this.page = context.newPage();
        page.onConsoleMessage(this::console);
        page.onPageError(error -> noticed.add("error " + error));
        page.onDialog(this::dialog);
        page.onDownload(download -> noticed.add("download of " + download.url()));
        context.onRequest(request -> request(request.url()));
        context.onPage(other -> noticed.add("window " + other.url()));
    }

    /** Opens a page by its path, and returns its status. */
    int open(String path) {
        noticed.clear();
        Response response = page.navigate(home + path.substring(1));
        return response.status();
    }

    /**
     * Returns what was noticed since the page was opened; nothing, if all is well. What happened
     * after the page was last asked for something may be missing.
     */
    List<String> noticed() {
        return List.copyOf(noticed);
    }

    Page page() {
        return page;
    }

    private void dialog(Dialog dialog) {
        noticed.add("dialog " + dialog.message());
        dialog.dismiss();
    }

    private void console(ConsoleMessage message) {
        // Chromium calls it an error that a page says of itself that something is not there.
        boolean ownStatus =
                message.text().startsWith("Failed to load resource: the server responded with")
                        && message.location().startsWith(page.url());
        if (!ownStatus) {
            noticed.add("console " + message.text());
        }
    }

    private void request(String address) {
        if (!address.startsWith(home)) {
            noticed.add("request of " + address);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

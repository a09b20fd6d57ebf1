/** What `page.evaluate` finds in a page of the extension. */
declare const chrome: typeof import("wxt/browser").browser;

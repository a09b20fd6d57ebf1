import { defineConfig } from "wxt";

/** Public half of the key that fixes the extension's id, so that a server knows its extension (shared/extension-id.ts). */
const manifestKey =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3GEfsnPL3eDMslKJwvYTDop59lMHVW81LnbA8Rnverl0G1ybJuMPyusvWj3ZA6/tZ1Wf1rcOWCGM/1n/qxCEap2ld5oa2wfPpWV4cBSmaR9XQXMXlQhkqQEw3/1l546ufK8kicB/nlimIwVdZzI9fUG1HrzRLPHYnVn4yKTShLEUwn3xk8O82sP/S0Y5tPQ1G1PMEfb6ZO2bIVVfTYDhI6oLgcVWLDtgyBW4OD5+rXkxN6Zpty9oKoJ8e/UZyC8lhjDoXvp8jX6Guns/iFeF+rX7cm5i7E/fVTL50DRtMa0lv1KJd2T80Zjy+h9I5vSRfVLVUMCanP1XdCDUuYAFPQIDAQAB";

const webmails = [
  "https://mail.google.com/*",
  "https://outlook.office.com/*",
  "https://outlook.office365.com/*",
  "https://outlook.live.com/*",
  "https://outlook.cloud.microsoft/*",
];

/** `email-reply-parser` asks Node's `module` for a native RE2 and goes on without it; a browser has no `module` to ask. */
const noNativeRe2 = {
  name: "no-native-re2",
  enforce: "pre" as const,
  resolveId: (id: string) => (id === "module" ? "\0no-native-re2" : undefined),
  load: (id: string) =>
    id === "\0no-native-re2"
      ? "export const createRequire = () => () => { throw new Error('No native module'); };"
      : undefined,
};

export default defineConfig({
  srcDir: "extension",
  publicDir: "extension/public",
  imports: false,
  modules: ["@wxt-dev/i18n/module"],
  vite: () => ({ plugins: [noNativeRe2] }),
  manifestVersion: 3,
  targetBrowsers: ["chrome", "firefox"],
  manifest: ({ browser }) => ({
    name: "__MSG_extension_name__",
    description: "__MSG_extension_description__",
    default_locale: "en",
    ...(browser === "firefox"
      ? { browser_specific_settings: { gecko: { id: "kith@kith.invalid", strict_min_version: "128.0" } } }
      : { key: manifestKey, minimum_chrome_version: "123" }),
    permissions: ["storage", "unlimitedStorage", "alarms", "notifications", "identity"],
    // The one server the person signs in to; asked for at that moment, for that origin only.
    optional_host_permissions: ["https://*/*", "http://*/*"],
    action: { default_title: "__MSG_extension_name__" },
    web_accessible_resources: [{ resources: ["sidebar.html"], matches: webmails, use_dynamic_url: true }],
    content_security_policy: {
      extension_pages: `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src *; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' ${webmails.map((pattern) => pattern.slice(0, -2)).join(" ")}`,
    },
  }),
});

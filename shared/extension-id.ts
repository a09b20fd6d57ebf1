/** The id that `manifestKey` in wxt.config.ts gives the extension in Chromium; the server lets this origin in. */
export const EXTENSION_ID = "okfdoahfmllpkdaphkdlkfeeogeilmka";

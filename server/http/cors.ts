// The one other origin that may read our answers: our own extension, for whom its id stands.
import type { RequestHandler } from "express";
import { WORKSPACE_HEADER } from "#shared/api.ts";
import { EXTENSION_ID } from "#shared/extension-id.ts";

/** Firefox gives an extension another origin in every browser; there its host permission does without this. */
const extensionOrigin = `chrome-extension://${EXTENSION_ID}`;

export const allowExtension: RequestHandler = (request, response, next) => {
  if (request.headers.origin !== extensionOrigin) return next();
  response.set({
    "Access-Control-Allow-Origin": extensionOrigin,
    "Access-Control-Expose-Headers": "Retry-After, X-Request-Id",
    Vary: "Origin",
  });
  if (request.method !== "OPTIONS") return next();
  response.set({
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": `authorization, content-type, ${WORKSPACE_HEADER}`,
    "Access-Control-Max-Age": "600",
  });
  response.status(204).end();
};

import type { Express } from "express";

export function servePages(_app: Express) {
  // Filled in below.
}

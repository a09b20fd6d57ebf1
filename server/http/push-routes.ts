// Where vendors send their hints. Whoever asks, and whatever they say, learns nothing here: hints are gathered, answered
// alike, and judged afterwards.
import { z } from "zod";
import { AppError } from "#shared/errors.ts";
import type { Hints } from "../jobs/hints.ts";
import { noticePathOf } from "../providers/push.ts";
import type { Vendor } from "../providers/vendor.ts";
import { defineRoute, type Route, Text } from "./route.ts";

export function pushRoutes(vendors: ReadonlyMap<string, Vendor>, hints: Hints): Route[] {
  return [
    defineRoute({
      method: "post",
      path: noticePathOf(":vendor"),
      access: "public",
      // No limit by network: a vendor sends all of a company's hints from one, and what one costs is little.
      maxBody: "256kb",
      summary: "Where a vendor says that something is new in a mailbox",
      params: z.strictObject({ vendor: z.string().max(40) }),
      body: z.unknown(),
      mayLackBody: true,
      handle: async ({ params, body, request }) => {
        const source = vendors.get(params.vendor)?.push?.source;
        if (source?.kind !== "sent") throw new AppError("not_found", "No vendor sends anything here");
        const query = new URL(request.originalUrl, "http://kith.invalid").searchParams;
        const read = source.read({ query, body });
        if (read.kind === "handshake") return new Text(200, read.answer);
        if (read.kind === "hints") hints.gather(params.vendor, read.hints);
        return new Text(202, "");
      },
    }),
  ];
}

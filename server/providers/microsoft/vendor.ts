// Microsoft: Outlook's mail and calendar through Graph.
import type { MicrosoftConfig, Vendor } from "../vendor.ts";
import { microsoftCalendar } from "./calendar.ts";
import { graphOf } from "./client.ts";
import { identify } from "./identity.ts";
import { microsoftMail } from "./mail.ts";
import { microsoftOAuth } from "./oauth.ts";
import { microsoftPush } from "./push.ts";

export function microsoftVendor(config: MicrosoftConfig): Vendor {
  const graph = graphOf(config);
  return {
    name: "microsoft",
    // Of one app on one mailbox, mail and calendar together: 10,000 requests in ten minutes, four at once.
    limits: { unitsPerMinute: 1_000, concurrency: 4, unitsPerMessage: 1 },
    oauth: microsoftOAuth(config),
    identify: (access) => identify(graph, access),
    mail: microsoftMail(graph),
    calendar: microsoftCalendar(graph),
    push: config.noticeUrl === undefined ? null : microsoftPush(graph, config.noticeUrl),
  };
}

// Google: how one connects to it, and what it offers then.
import type { GoogleConfig, Vendor } from "../vendor.ts";
import { googleCalendar } from "./calendar.ts";
import { GoogleClient } from "./client.ts";
import { googleMail } from "./mail.ts";
import { googleOAuth } from "./oauth.ts";
import { identify } from "./profile.ts";
import { googlePush } from "./push.ts";
import { limits } from "./units.ts";

export function googleVendor(config: GoogleConfig): Vendor {
  const client = new GoogleClient(config);
  return {
    name: "google",
    limits,
    oauth: googleOAuth(config),
    identify: (access) => identify(client, access),
    mail: googleMail(client),
    calendar: googleCalendar(client),
    push: config.push ? googlePush(client, config.push) : null,
  };
}

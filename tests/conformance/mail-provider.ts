// What every MailProvider must do: one suite for both vendors, over the same world behind their stand-ins.
import { describe } from "vitest";
import type { VendorName } from "../../server/providers/vendor.ts";
import { testChanges } from "./mail/changes.ts";
import { testFailures } from "./mail/failures.ts";
import { testFetch } from "./mail/fetch.ts";
import { testIdentity } from "./mail/identity.ts";
import { testPlaces } from "./mail/places.ts";
import { testSending } from "./mail/sending.ts";
import { type ProviderSetUp, stages } from "./provider-world.ts";

/** `setUp` opens the vendor's stand-in over the given world, and an adapter that speaks to it; once for each test. */
export function mailProviderConformance(name: VendorName, setUp: ProviderSetUp) {
  describe(`mail at ${name}`, () => {
    const begin = stages(name, setUp);
    testChanges(begin);
    testPlaces(begin);
    testFetch(begin);
    testSending(begin);
    testFailures(begin);
    testIdentity(begin);
  });
}

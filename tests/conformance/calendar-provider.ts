// What every CalendarProvider must do: one suite for both vendors, over the same world behind their stand-ins.
import { describe } from "vitest";
import type { VendorName } from "../../server/providers/vendor.ts";
import { testCalendarChanges } from "./calendar/changes.ts";
import { testEvents } from "./calendar/events.ts";
import { testScheduling } from "./calendar/scheduling.ts";
import { type ProviderSetUp, stages } from "./provider-world.ts";

/** `setUp` opens the vendor's stand-in over the given world, and an adapter that speaks to it; once for each test. */
export function calendarProviderConformance(name: VendorName, setUp: ProviderSetUp) {
  describe(`calendar at ${name}`, () => {
    const begin = stages(name, setUp);
    testCalendarChanges(begin);
    testEvents(begin);
    testScheduling(begin);
  });
}

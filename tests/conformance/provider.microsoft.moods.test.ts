// The same suites over a Microsoft that does everything it may, all at once.
import type { Switches } from "../sandbox/microsoft/switches.ts";
import { calendarProviderConformance } from "./calendar-provider.ts";
import { mailProviderConformance } from "./mail-provider.ts";
import { openUnderTest } from "./provider-microsoft.ts";

const switches: Partial<Switches> = {
  emptyPages: true,
  repeats: true,
  replays: 3,
  customTimeZones: true,
  silentOccurrences: true,
  stubOccurrences: true,
  masterLast: true,
  batchShuffled: true,
  sentCopyHasNewId: true,
};

mailProviderConformance("microsoft", (world) => openUnderTest(world, { switches }));
calendarProviderConformance("microsoft", (world) => openUnderTest(world, { switches }));

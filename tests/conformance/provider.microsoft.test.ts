import { calendarProviderConformance } from "./calendar-provider.ts";
import { mailProviderConformance } from "./mail-provider.ts";
import { openUnderTest } from "./provider-microsoft.ts";

// Else a series comes as a whole in one page, which is a page of its own kind: see the tests of Microsoft's calendar.
const switches = { silentOccurrences: false };

mailProviderConformance("microsoft", (world) => openUnderTest(world));
calendarProviderConformance("microsoft", (world) => openUnderTest(world, { switches }));

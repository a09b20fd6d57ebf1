// The calendar as the real Graph client follows and changes it.
import { expect, test } from "vitest";
import { aMessage, anEvent, anna, immutable, type Json, lena, ravi, stage } from "./stage.ts";

const begin = stage();
const march = "startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-15T00:00:00Z";
const delta = `/me/calendarView/delta?${march}`;

const startOf = (one: Json) => (one.start as { dateTime: string }).dateTime;
const ofType = (value: readonly Json[], type: string) => value.filter((one) => one.type === type);
const weekly = { every: "week", interval: 1, count: null } as const;

test("a series keeps its wall clock over the change to summer time, and its occurrences are stubs", async () => {
  const { world, follow, get } = await begin();
  world.putEvent(
    anEvent({ title: "Weekly", start: "2026-03-18T09:00:00", end: "2026-03-18T09:30:00", recurrence: weekly }),
  );
  const { value } = await follow(delta);
  const [master] = ofType(value, "seriesMaster");
  const occurrences = ofType(value, "occurrence");
  expect(occurrences.map(startOf)).toEqual(
    ["03-18T08", "03-25T08", "04-01T07", "04-08T07"].map((hour) => `2026-${hour}:00:00.0000000`),
  );
  expect(Object.keys(occurrences[0] ?? {}).sort()).toEqual(
    ["@odata.etag", "@odata.type", "end", "id", "seriesMasterId", "start", "type"].sort(),
  );
  expect(occurrences.every((one) => one.seriesMasterId === master?.id)).toBe(true);
  const whole = await get(
    `/me/events/${occurrences[2]?.id}`,
    `${immutable}, outlook.timezone="W. Europe Standard Time"`,
  );
  expect(whole).toMatchObject({
    subject: "Weekly",
    start: { dateTime: "2026-04-01T09:00:00.0000000", timeZone: "W. Europe Standard Time" },
    originalStart: "2026-04-01T07:00:00Z",
    originalStartTimeZone: "W. Europe Standard Time",
  });
  expect(master?.recurrence).toMatchObject({ pattern: { type: "weekly", daysOfWeek: ["wednesday"] } });
});

test("an occurrence's iCalUId is its own, the one of a series or a single event the world's", async () => {
  const { world, follow, get } = await begin();
  const series = anEvent({ recurrence: weekly });
  const single = anEvent();
  for (const event of [series, single]) world.putEvent(event);
  const { value } = await follow(delta);
  expect(ofType(value, "seriesMaster")[0]?.iCalUId).toBe(series.uid);
  expect(ofType(value, "singleInstance")[0]?.iCalUId).toBe(single.uid);
  const uids = await Promise.all(
    ofType(value, "occurrence").map(async (one) => (await get(`/me/events/${one.id}`)).iCalUId),
  );
  expect(new Set([series.uid, ...uids]).size).toBe(uids.length + 1);
});

test("a cancelled occurrence is not told: its series comes again without it", async () => {
  const { world, follow, get, microsoft } = await begin();
  const series = anEvent({ recurrence: weekly, attendees: [{ person: ravi, answer: "accepted" }] });
  world.putEvent(series);
  const first = await follow(delta);
  const gone = ofType(first.value, "occurrence")[1];
  const cancel = (on: string) =>
    series.exceptions.set(`${on}T14:00:00`, {
      start: `${on}T14:00:00`,
      end: `${on}T15:00:00`,
      title: "",
      isCancelled: true,
    });
  cancel("2026-04-01");
  world.putEvent(series);
  const second = await follow(first.link, `${immutable}, odata.maxpagesize=1`);
  expect(second.pages).toBe(1);
  expect(second.value.map((one) => one.type)).toEqual(["seriesMaster", "occurrence", "occurrence"]);
  expect(second.value.map((one) => one.id)).not.toContain(gone?.id);
  await expect(get(`/me/events/${gone?.id}`)).rejects.toMatchObject({ statusCode: 404 });
  // An attendee keeps it, marked.
  const view = `/me/calendarView?${march}&$select=isCancelled,subject&$top=50`;
  const ofRavi = await begin({ world }).then(({ clientOf }) => clientOf(ravi.address).api(view).get());
  expect((ofRavi.value as Json[]).map((one) => one.isCancelled)).toEqual([false, true, false]);
  // Told, when a test says so.
  microsoft.switches.silentOccurrences = false;
  cancel("2026-04-08");
  world.putEvent(series);
  const third = await follow(second.link);
  expect(third.value.filter((one) => "@removed" in one).map((one) => one.id)).toEqual([
    ofType(first.value, "occurrence")[2]?.id,
  ]);
});

test("a moved occurrence is a whole exception", async () => {
  const { world, follow } = await begin();
  const moved = { start: "2026-04-02T10:00:00", end: "2026-04-02T11:00:00", title: "Moved", isCancelled: false };
  world.putEvent(anEvent({ recurrence: weekly, exceptions: new Map([["2026-04-01T14:00:00", moved]]) }));
  const [exception] = ofType((await follow(delta)).value, "exception");
  expect(exception).toMatchObject({
    subject: "Moved",
    originalStart: "2026-04-01T12:00:00Z",
    start: { dateTime: "2026-04-02T08:00:00.0000000", timeZone: "UTC" },
  });
});

test("what changes outside the window is told as removed, and the window stays where it was", async () => {
  const { world, follow } = await begin();
  const [inside, outside] = [anEvent(), anEvent({ start: "2026-07-01T09:00:00", end: "2026-07-01T10:00:00" })];
  for (const event of [inside, outside]) world.putEvent(event);
  const first = await follow(delta);
  expect(first.value.map((one) => one.subject)).toEqual([inside.title]);
  world.putEvent(outside);
  inside.start = "2026-07-02T14:00:00";
  inside.end = "2026-07-02T15:00:00";
  world.putEvent(inside);
  const second = await follow(first.link);
  expect(second.value.map((one) => one["@removed"])).toEqual([{ reason: "deleted" }, { reason: "deleted" }]);
  expect(second.value[1]?.id).toBe(first.value[0]?.id);
});

test("query options are refused, a window is needed, and tokens die", async () => {
  const { world, get, follow, microsoft } = await begin();
  for (let made = 0; made < 12; made += 1) world.putEvent(anEvent());
  for (const option of ["$select=id", "$filter=isAllDay eq true", "$orderby=subject", "$expand=x", "$search=x"]) {
    await expect(get(`${delta}&${option}`)).rejects.toMatchObject({ statusCode: 400 });
  }
  await expect(get("/me/calendarView/delta")).rejects.toMatchObject({ code: "ErrorInvalidParameter" });
  const page = await get(delta);
  const { link } = await follow(delta);
  microsoft.forget(lena.address);
  for (const dead of [page["@odata.nextLink"] as string, link]) {
    await expect(get(dead)).rejects.toMatchObject({ statusCode: 410, code: "SyncStateNotFound" });
  }
});

test("all-day events are midnights, private ones say so, and a zone may have no name", async () => {
  const { world, get, microsoft } = await begin({ switches: { customTimeZones: true } });
  const day = { start: "2026-03-29", end: "2026-03-30", isAllDay: true, visibility: "private" as const };
  world.putEvent(anEvent({ ...day, timeZone: "America/New_York", kind: "away" }));
  const [event] = (await get(`/me/calendarView?${march}`)).value as Json[];
  expect(event).toMatchObject({
    isAllDay: true,
    start: { dateTime: "2026-03-29T00:00:00.0000000", timeZone: "UTC" },
    end: { dateTime: "2026-03-30T00:00:00.0000000", timeZone: "UTC" },
    sensitivity: "private",
    showAs: "oof",
    originalStartTimeZone: "tzone://Microsoft/Custom",
  });
  const elsewhere = await get(`/me/events/${event?.id}`, 'outlook.timezone="Eastern Standard Time"');
  expect(elsewhere.start).toEqual({ dateTime: "2026-03-29T00:00:00.0000000", timeZone: "Eastern Standard Time" });
  microsoft.switches.customTimeZones = false;
  expect(await get(`/me/events/${event?.id}`)).toMatchObject({ originalStartTimeZone: "Eastern Standard Time" });
});

test("an event is made once for each transaction, with a link to join, and cancelled for everybody", async () => {
  const { world, post, get, ask, clientOf } = await begin();
  const draft = {
    subject: "Demo",
    start: { dateTime: "2026-03-30T10:00:00", timeZone: "W. Europe Standard Time" },
    end: { dateTime: "2026-03-30T11:00:00", timeZone: "W. Europe Standard Time" },
    attendees: [{ emailAddress: ravi, type: "required" }, { emailAddress: anna }],
    isOnlineMeeting: true,
    transactionId: "7f6b2a",
  };
  const made = await post("/me/events", draft);
  expect(await post("/me/events", draft)).toMatchObject({ id: made.id });
  expect(made).toMatchObject({
    start: { dateTime: "2026-03-30T08:00:00.0000000", timeZone: "UTC" },
    isOrganizer: true,
    onlineMeeting: { joinUrl: expect.stringContaining("https://") },
    responseStatus: { response: "organizer" },
    transactionId: "7f6b2a",
  });
  expect(world.mailbox(lena.address).events.size).toBe(1);
  const view = () => clientOf(ravi.address).api(`/me/calendarView?${march}`).get();
  expect((await view()).value).toMatchObject([{ isCancelled: false, responseStatus: { response: "notResponded" } }]);
  await ask(`/me/events/${made.id}`).delete();
  await expect(get(`/me/events/${made.id}`)).rejects.toMatchObject({ statusCode: 404 });
  expect((await view()).value).toMatchObject([{ isCancelled: true, subject: "Canceled: Demo" }]);
});

test("a schedule tells when somebody is busy, and no more of what is private", async () => {
  const { world, post } = await begin();
  world.putEvent(anEvent({ visibility: "private" }));
  world.putEvent(anEvent({ organizer: anna, attendees: [{ person: lena, answer: "declined" }] }));
  const answer = await post("/me/calendar/getSchedule", {
    schedules: [lena.address, "nobody@kontor.example"],
    startTime: { dateTime: "2026-03-25T12:00:00", timeZone: "UTC" },
    endTime: { dateTime: "2026-03-25T15:00:00", timeZone: "UTC" },
    availabilityViewInterval: 60,
  });
  expect(answer.value).toMatchObject([
    {
      availabilityView: "020",
      scheduleItems: [{ isPrivate: true, status: "busy", start: { dateTime: "2026-03-25T13:00:00.0000000" } }],
    },
    { error: { responseCode: "ErrorMailRecipientNotFound" } },
  ]);
  expect(JSON.stringify(answer.value)).not.toContain("Meeting");
});

test("mail's Message-IDs and events' ids are not mistaken for each other", async () => {
  const { world, get } = await begin();
  world.put(lena.address, aMessage());
  world.putEvent(anEvent());
  const [message] = (await get("/me/messages")).value as Json[];
  await expect(get(`/me/events/${message?.id}`)).rejects.toMatchObject({ code: "ErrorInvalidIdMalformed" });
});

// Subscriptions and what they send (learn.microsoft.com/graph/api/subscription-post-subscriptions,
// change-notifications-delivery-webhooks; microsoft-graph-docs-contrib concepts/change-notifications-lifecycle-events.md).
import { randomUUID } from "node:crypto";
import type { ChangeType, LifecycleEventType, Subscription } from "@microsoft/microsoft-graph-types";
import { type Call, checkScopes, jsonOf, ok, type Route } from "./call.ts";
import { eventIdFor } from "./event-json.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import { messageIdFor } from "./message-json.ts";
import type { State } from "./state.ts";
import type { Kept } from "./subscription-store.ts";
import { tenantId } from "./tenant.ts";

/** concepts/includes/change-notifications-subscription-lifetime.md: message, event and contact. */
export const maxMinutes = 4_230;
const maxPerMailbox = 1_000;
const validationMs = 10_000;

export interface Notice {
  /** What happens to the subscription, or to one of its resources. */
  readonly kind: ChangeType | LifecycleEventType;
  /** The world's id of the message or event that changed; none for lifecycle. */
  readonly of?: string;
  /** Instead of the subscription's own. */
  readonly clientState?: string;
  /** How often it is sent; 1 unless told. */
  readonly times?: number;
  readonly afterMs?: number;
  /** Also to subscriptions that have ended: how late ones come. */
  readonly toEnded?: boolean;
}

const lifecycles: readonly string[] = ["missed", "subscriptionRemoved", "reauthorizationRequired"];

function subscriptionJson(kept: Kept, withState: boolean): Subscription {
  return {
    id: kept.id,
    resource: kept.resource,
    applicationId: "24d3b144-21ae-4080-943f-7067b395b913",
    changeType: kept.changeType,
    clientState: withState ? kept.clientState : null,
    notificationUrl: kept.notificationUrl,
    lifecycleNotificationUrl: kept.lifecycleNotificationUrl,
    expirationDateTime: new Date(kept.expiresAt).toISOString(),
    creatorId: kept.address,
  };
}

/** The token must come back as it is, as text, with 200, within ten seconds. */
async function validate(url: string): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const target = new URL(url);
  target.searchParams.set("validationToken", token);
  const refuse = (why: string) => badRequest(`Subscription validation request failed. ${why}`, "ValidationError");
  let response: Response;
  try {
    const headers = { "content-type": "text/plain; charset=utf-8" };
    response = await fetch(target, { method: "POST", headers, signal: AbortSignal.timeout(validationMs) });
  } catch (error) {
    throw refuse(error instanceof Error && error.name === "TimeoutError" ? "It timed out." : "Nobody answered.");
  }
  if (response.status !== 200) throw refuse(`Must respond with 200 OK to this request, not ${response.status}.`);
  if (!/^text\/plain/i.test(response.headers.get("content-type") ?? "")) throw refuse("Must be text/plain.");
  if ((await response.text()) !== token) throw refuse("Must match the validationToken query parameter exactly.");
}

const resources: readonly [pattern: RegExp, scopes: readonly string[]][] = [
  [
    /^\/?(me|users\/[^/]+)\/(mailFolders(\/[^/]+|\('[^']+'\))\/)?messages$/i,
    ["Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"],
  ],
  [/^\/?(me|users\/[^/]+)\/(calendar\/)?events$/i, ["Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"]],
];

function expiryIn({ state }: Call, value: unknown): number {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw badRequest("expirationDateTime is required.", "InvalidRequest");
  const minutes = (at - state.clock()) / 60_000;
  if (minutes <= 0) throw badRequest("Subscription expiration must be in the future.", "InvalidRequest");
  if (minutes > maxMinutes)
    throw badRequest(`Subscription expiration can only be ${maxMinutes} minutes in the future.`, "InvalidRequest");
  return at;
}

function urlIn(value: unknown, allowsHttp: boolean): string {
  if (typeof value !== "string" || !URL.canParse(value))
    throw badRequest("A notification URL is required.", "InvalidRequest");
  if (!value.startsWith("https://") && !allowsHttp)
    throw badRequest("Notification URLs must use HTTPS.", "InvalidRequest");
  return value;
}

async function create(call: Call, route: Route): Promise<ReturnType<typeof ok>> {
  const { state, box, prefer } = call;
  const { address } = box.mailbox;
  const given = jsonOf(call);
  const allowsHttp = state.switches.insecureNotifications;
  const { resource, changeType, clientState } = given;
  const known = resources.find(([pattern]) => typeof resource === "string" && pattern.test(resource));
  if (!known) throw badRequest("The resource cannot be subscribed to.", "InvalidRequest");
  checkScopes({ ...route, scopes: known[1] }, call.scopes);
  if (typeof changeType !== "string" || !/^(created|updated|deleted)(,(created|updated|deleted))*$/.test(changeType)) {
    throw badRequest("changeType is required.", "InvalidRequest");
  }
  if (clientState !== undefined && (typeof clientState !== "string" || clientState.length > 128)) {
    throw badRequest("clientState may have 128 characters at most.", "InvalidRequest");
  }
  const kept: Kept = {
    id: randomUUID(),
    address,
    resource: resource as string,
    changeType,
    notificationUrl: urlIn(given.notificationUrl, allowsHttp),
    lifecycleNotificationUrl:
      given.lifecycleNotificationUrl === undefined ? null : urlIn(given.lifecycleNotificationUrl, allowsHttp),
    clientState: clientState ?? null,
    immutableIds: prefer.immutableIds,
    expiresAt: expiryIn(call, given.expirationDateTime),
    isAuthorized: true,
  };
  state.subscriptions.sweep(state.clock());
  if (state.subscriptions.of(address).length >= maxPerMailbox) {
    throw new GraphError(403, "ExtensionError", "The mailbox has too many subscriptions.");
  }
  await validate(kept.notificationUrl);
  if (kept.lifecycleNotificationUrl) await validate(kept.lifecycleNotificationUrl);
  state.subscriptions.add(kept);
  return ok(call, subscriptionJson(kept, true), 201);
}

function getKept(call: Call): Kept {
  const { state, box } = call;
  state.subscriptions.sweep(state.clock());
  const kept = state.subscriptions.find(call.given.subscription ?? "");
  if (kept?.address !== box.mailbox.address) {
    throw new GraphError(404, "ResourceNotFound", "The object was not found.");
  }
  return kept;
}

function update(call: Call): ReturnType<typeof ok> {
  const kept = getKept(call);
  const given = jsonOf(call);
  // It is there from the beginning or never.
  if ("lifecycleNotificationUrl" in given) {
    throw badRequest("lifecycleNotificationUrl cannot be added to a subscription.", "InvalidRequest");
  }
  kept.expiresAt = expiryIn(call, given.expirationDateTime);
  kept.isAuthorized = true;
  return ok(call, subscriptionJson(kept, false));
}

const route = (method: string, path: string, answer: Route["answer"]): Route => ({
  method,
  path,
  scopes: [],
  isOutlook: false,
  answer,
});

const post: Route = route("POST", "/subscriptions", (call) => create(call, post));

export const subscriptionRoutes: readonly Route[] = [
  post,
  route("GET", "/subscriptions", (call) => {
    call.state.subscriptions.sweep(call.state.clock());
    const kept = call.state.subscriptions.of(call.box.mailbox.address);
    return ok(call, { value: kept.map((one) => subscriptionJson(one, false)) });
  }),
  route("GET", "/subscriptions/:subscription", (call) => ok(call, subscriptionJson(getKept(call), false))),
  route("PATCH", "/subscriptions/:subscription", update),
  route("DELETE", "/subscriptions/:subscription", (call) => {
    call.state.subscriptions.end(getKept(call));
    return { status: 204, body: "" };
  }),
  route("POST", "/subscriptions/:subscription/reauthorize", (call) => {
    getKept(call).isAuthorized = true;
    return { status: 204, body: "" };
  }),
];

/** The part of a notification that names what changed. */
function resourceOf(state: State, kept: Kept, worldId: string): object {
  const box = state.boxes.get(kept.address);
  const prefer = { immutableIds: kept.immutableIds, maxPageSize: null, bodyAsText: false, timeZone: null };
  const entry = box.entryOf(worldId);
  const event = box.eventEntryOf(worldId);
  const id = entry ? messageIdFor(box, entry, prefer) : event ? eventIdFor(box, event, prefer, null) : worldId;
  const [kind, type] = event && !entry ? ["Events", "Event"] : ["Messages", "Message"];
  const resource = `Users/${box.mailbox.subject}/${kind}/${id}`;
  return {
    resource,
    resourceData: { "@odata.type": `#Microsoft.Graph.${type}`, "@odata.id": resource, id },
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends a notice for every subscription of the mailbox; the answers' statuses, 0 where there was none. */
export async function notify(state: State, address: string, notice: Notice): Promise<number[]> {
  const { kind, of = "", times = 1, afterMs = 0, toEnded = false } = notice;
  const isLifecycle = lifecycles.includes(kind);
  state.subscriptions.sweep(state.clock());
  const ended = toEnded ? state.subscriptions.endedOf(address) : [];
  const reached = [...state.subscriptions.of(address), ...ended].filter(
    (kept) => isLifecycle || (kept.isAuthorized && kept.changeType.split(",").includes(kind)),
  );
  if (afterMs > 0) await wait(afterMs);
  const sent = reached.flatMap((kept) => {
    const url = isLifecycle ? kept.lifecycleNotificationUrl : kept.notificationUrl;
    if (url === null) return [];
    const clientState = notice.clientState ?? kept.clientState;
    const value = {
      subscriptionId: kept.id,
      subscriptionExpirationDateTime: new Date(kept.expiresAt).toISOString(),
      tenantId,
      ...(clientState !== null && { clientState }),
      ...(isLifecycle ? { lifecycleEvent: kind } : { changeType: kind, ...resourceOf(state, kept, of) }),
    };
    if (kind === "subscriptionRemoved") state.subscriptions.end(kept);
    if (kind === "reauthorizationRequired") kept.isAuthorized = false;
    return Array.from({ length: times }, () => deliver(url, { value: [value] }));
  });
  return await Promise.all(sent);
}

async function deliver(url: string, body: object): Promise<number> {
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    if (error instanceof TypeError) return 0;
    throw error;
  }
}

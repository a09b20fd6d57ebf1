// Pub/Sub's REST calls as a server without an address of its own uses them: pull, then acknowledge.
import { refuse } from "./errors.ts";
import { bodyOf, type Call, ok, type Route } from "./route.ts";

const subscriptionOf = ({ params }: Call) => `projects/${params.project}/subscriptions/${params.subscription}`;
const path = "/v1/projects/:project/subscriptions/:subscription";
const scopes = ["https://www.googleapis.com/auth/pubsub", "https://www.googleapis.com/auth/cloud-platform"];
const route = (verb: string, answer: Route["answer"]): Route => ({
  id: `pubsub.projects.subscriptions.${verb}`,
  method: "POST",
  path: `${path}:${verb}`,
  api: "pubsub",
  units: 0,
  scopes,
  answer,
});

export const pushRoutes: readonly Route[] = [
  route("pull", (call) => {
    const { maxMessages = 0 } = bodyOf<{ maxMessages?: number }>(call);
    if (maxMessages < 1) return refuse("invalidArgument", { message: "maxMessages must be positive" });
    const receivedMessages = call.room.push.pull(subscriptionOf(call), maxMessages);
    // Empty where there is nothing, not an empty list.
    return ok(receivedMessages.length > 0 ? { receivedMessages } : {});
  }),
  route("acknowledge", (call) => {
    call.room.push.acknowledge(subscriptionOf(call), bodyOf<{ ackIds?: string[] }>(call).ackIds ?? []);
    return ok({});
  }),
];

// users.watch and what comes of it: hints in a Pub/Sub subscription, to be pulled and acknowledged.
// developers.google.com/workspace/gmail/api/guides/push; cloud.google.com/pubsub/docs/reference/rest.
import { randomUUID } from "node:crypto";
import { refuse } from "./errors.ts";
import type { MailIndex } from "./mail-index.ts";

const weekMs = 7 * 24 * 60 * 60 * 1000;
/** Pub/Sub's default time to acknowledge. */
const leaseMs = 10_000;

interface Watch {
  readonly topic: string;
  readonly expiresAt: number;
  readonly index: MailIndex;
  told: string;
}

interface Hint {
  readonly messageId: string;
  readonly data: string;
  readonly publishTime: string;
  ackId: string;
  leasedUntil: number;
}

const projectOf = (name: string) => /^projects\/([^/]+)\//.exec(name)?.[1] ?? "";

export class Push {
  readonly #clock: () => number;
  readonly #watches = new Map<string, Watch>();
  /** By project: whichever topic, its one subscription hears of it. */
  readonly #hints = new Map<string, Hint[]>();
  #published = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Says when it ends, in milliseconds: within seven days. */
  watch(index: MailIndex, topic: string): number {
    if (!/^projects\/[^/]+\/topics\/[^/]+$/.test(topic)) {
      return refuse("invalidArgument", { message: `Invalid topicName does not match projects/${topic}/topics/*` });
    }
    const { address } = index.mailbox;
    const now = this.#clock();
    const earlier = this.#watches.get(address);
    // One push client per project and user: elie222/inbox-zero apps/web/utils/gmail/retry.ts quotes the message.
    if (earlier && earlier.topic !== topic && earlier.expiresAt > now) {
      return refuse("invalidArgument", {
        message: "Only one user push notification client allowed per developer (call /stop then try again)",
      });
    }
    const expiresAt = now + weekMs;
    this.#watches.set(address, { topic, expiresAt, index, told: index.historyId() });
    return expiresAt;
  }

  stop(address: string): void {
    this.#watches.delete(address);
  }

  isWatched(address: string): boolean {
    return (this.#watches.get(address)?.expiresAt ?? 0) > this.#clock();
  }

  /** What happened since the last look becomes one hint per mailbox: more would be dropped anyway. */
  #publish(project: string): Hint[] {
    const now = this.#clock();
    const hints = this.#hints.get(project) ?? [];
    this.#hints.set(project, hints);
    for (const [emailAddress, watch] of this.#watches) {
      if (projectOf(watch.topic) !== project || watch.expiresAt <= now) continue;
      const historyId = watch.index.catchUp().historyId();
      if (historyId === watch.told) continue;
      watch.told = historyId;
      this.#published += 1;
      hints.push({
        messageId: String(this.#published),
        // The history id is a number here, unlike everywhere else.
        data: Buffer.from(`{"emailAddress":${JSON.stringify(emailAddress)},"historyId":${historyId}}`).toString(
          "base64",
        ),
        publishTime: new Date(now).toISOString(),
        ackId: "",
        leasedUntil: 0,
      });
    }
    return hints;
  }

  pull(subscription: string, most: number) {
    const now = this.#clock();
    const free = this.#publish(projectOf(subscription)).filter((hint) => hint.leasedUntil <= now);
    return free.slice(0, most).map((hint) => {
      hint.ackId = randomUUID();
      hint.leasedUntil = now + leaseMs;
      const { ackId, data, messageId, publishTime } = hint;
      return { ackId, message: { data, messageId, publishTime } };
    });
  }

  acknowledge(subscription: string, ackIds: readonly string[]): void {
    const project = projectOf(subscription);
    const hints = this.#hints.get(project) ?? [];
    this.#hints.set(
      project,
      hints.filter(({ ackId }) => ackId === "" || !ackIds.includes(ackId)),
    );
  }
}

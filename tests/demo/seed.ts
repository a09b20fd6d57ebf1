// Puts what Brightwater knows on a server the way a client does: mutations pushed by the people who did it.
import { randomUUID } from "node:crypto";
import { signInResponse, WORKSPACE_HEADER } from "#shared/api.ts";
import { mutations } from "#shared/crm/index.ts";
import type { Mutation } from "#shared/mutation.ts";
import { MAX_MUTATIONS_PER_PUSH, PROTOCOL_VERSION, pushResponse } from "#shared/protocol.ts";
import { type Contact, type Customer, customers, type Past } from "./customers.ts";

export interface Seller {
  email: string;
  password: string;
}
type Team = Record<"lena" | "robin" | "sam", Seller>;
interface Act {
  name: string;
  args: unknown;
}

const act = <A>(mutation: Mutation<A>, args: A): Act => ({ name: mutation.name, args });
const dayMs = 86_400_000;

class Client {
  private readonly clientId = randomUUID();
  private sequence = 0;
  private readonly server: string;
  private readonly token: string;
  private readonly workspaceId: string;
  readonly memberId: string;

  constructor(server: string, token: string, workspaceId: string, memberId: string) {
    this.server = server;
    this.token = token;
    this.workspaceId = workspaceId;
    this.memberId = memberId;
  }

  static async signIn(server: string, { email, password }: Seller): Promise<Client> {
    const response = await fetch(`${server}/api/auth/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    const { token, memberships } = signInResponse.parse(await response.json());
    const [membership] = memberships;
    if (!membership) throw new Error(`${email} is a member of nothing.`);
    return new Client(server, token, membership.workspaceId, membership.memberId);
  }

  async push(acts: Act[]): Promise<void> {
    for (let at = 0; at < acts.length; at += MAX_MUTATIONS_PER_PUSH) {
      const some = acts.slice(at, at + MAX_MUTATIONS_PER_PUSH).map((one) => {
        this.sequence += 1;
        return { ...one, sequence: this.sequence, id: randomUUID(), at: new Date().toISOString() };
      });
      const response = await fetch(`${this.server}/api/sync/push`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${this.token}`,
          [WORKSPACE_HEADER]: this.workspaceId,
        },
        body: JSON.stringify({ protocol: PROTOCOL_VERSION, clientId: this.clientId, mutations: some }),
      });
      const { refused } = pushResponse.parse(await response.json());
      if (refused.length > 0) throw new Error(`The server refused ${JSON.stringify(refused[0])}`);
    }
  }
}

function companyActs({ company, domain, phone, address }: Customer, id: string, ownerId: string): Act[] {
  const record = {
    name: company,
    domain,
    website: `https://www.${domain}`,
    phones: phone ? [phone] : [],
    address,
    ownerId,
  };
  return [act(mutations.company.create, { id, record })];
}

function contactAct(contact: Contact, id: string, companyId: string, ownerId: string): Act {
  const { name, title, email, phone, lifecycle } = contact;
  const own = { name, title, companyId, emails: [email], phones: phone ? [phone] : [], address: null };
  const rest = { lifecycle, source: "mail" as const, ownerId, lastContactAt: null };
  return act(mutations.contact.create, { id, record: { ...own, ...rest } });
}

function pastAct({ kind, daysAgo, subject, text, direction = "out" }: Past, contactId: string, now: Date): Act {
  if (kind === "note") {
    return act(mutations.note.create, { id: randomUUID(), record: { text, contactId, companyId: null } });
  }
  const at = new Date(now.getTime() - daysAgo * dayMs).toISOString();
  const record = {
    kind,
    at,
    direction: kind === "mail" ? direction : null,
    subject,
    text,
    contactIds: [contactId],
    participants: [],
    link: null,
    threadKeys: [],
    messageKeys: [],
  };
  return act(mutations.activity.log, { id: randomUUID(), record });
}

function nextAct(
  { kind, title, inDays }: NonNullable<Contact["next"]>,
  contactId: string,
  companyId: string,
  ownerId: string,
  now: Date,
): Act {
  const due = new Date(now.getTime() + inDays * dayMs);
  due.setHours(inDays === 0 ? 17 : 9, 0, 0, 0);
  const record = { kind, title, note: null, dueAt: due.toISOString(), doneAt: null, contactId, companyId, ownerId };
  return act(mutations.task.create, {
    id: randomUUID(),
    record: { ...record, link: null, threadKey: null, doneBy: null },
  });
}

/** Answers how many people it put there. */
export async function seedCompany(server: string, team: Team, now: Date): Promise<number> {
  const names = ["lena", "robin", "sam"] as const;
  const clients = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await Client.signIn(server, team[name])])),
  ) as Record<(typeof names)[number], Client>;
  const acts: Record<(typeof names)[number], Act[]> = { lena: [], robin: [], sam: [] };
  let people = 0;
  for (const customer of customers) {
    const companyId = randomUUID();
    acts.lena.push(...companyActs(customer, companyId, clients[customer.people[0]?.owner ?? "lena"].memberId));
    for (const contact of customer.people) {
      people += 1;
      const contactId = randomUUID();
      const ownerId = clients[contact.owner].memberId;
      acts.lena.push(contactAct(contact, contactId, companyId, ownerId));
      for (const past of contact.past ?? []) acts[past.by].push(pastAct(past, contactId, now));
      if (contact.next) acts[contact.owner].push(nextAct(contact.next, contactId, companyId, ownerId, now));
    }
  }
  // Lena's first: the others write about people she has put there.
  for (const name of names) await clients[name].push(acts[name]);
  return people;
}

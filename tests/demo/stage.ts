// What the demo plays on: a server with the believable company on it, and the browsers of two colleagues.
import { addTeam, type Kith, lena, openKith, type Person, robin } from "../e2e/extension.ts";
import { openServer, type TestServer } from "../e2e/server.ts";
import { demoWorld, type MailWorld, shiftWorld } from "../sandbox/webmail/world.ts";
import { type Mailboxes, openMailboxes } from "./mailboxes.ts";
import { seedCompany } from "./seed.ts";

const sam: Person = { name: "Sam Okafor", email: "sam@brightwater.example", password: lena.password };

export interface Stage {
  readonly server: TestServer;
  readonly world: MailWorld;
  readonly mailboxes: Mailboxes;
  readonly lena: Kith;
  /** Opens the colleague's browser, signed in. */
  openColleague(): Promise<Kith>;
  close(): Promise<void>;
}

export async function openStage(headless: boolean, say: (text: string) => void): Promise<Stage> {
  const world = shiftWorld(demoWorld, new Date().toISOString());
  say("starting a server on PGlite in a temporary folder");
  const mailboxes = await openMailboxes(world);
  const server = await openServer(null, mailboxes.serverOptions);
  await addTeam(server, [lena, robin, sam]);
  const people = await seedCompany(`http://127.0.0.1:${server.port()}`, { lena, robin, sam }, new Date());
  say(`seeded Brightwater Pumps: Lena, Robin and Sam, and ${people} people they know`);
  const open = async (person: Person) => {
    const kith = await openKith({
      server,
      world,
      headless,
      timeZone: world.timeZone,
      blockThirdPartyCookies: true,
      trustsAnyCertificate: true,
      viewport: { width: 1440, height: 900 },
    });
    await kith.signIn(person);
    return kith;
  };
  const first = await open(lena);
  say("opened Chromium with Kith, signed in as Lena");
  const opened: Kith[] = [first];
  return {
    server,
    world,
    mailboxes,
    lena: first,
    openColleague: async () => {
      const kith = await open(robin);
      opened.push(kith);
      return kith;
    },
    close: async () => {
      for (const kith of opened) await kith.close();
      await server.close();
      await mailboxes.close();
    },
  };
}

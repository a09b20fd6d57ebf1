import { expect, test } from "vitest";
import { arrivedAt, messageId, threadId } from "./gmail/ids.ts";
import { answer, hosts, listUrl, rowsOf, type Scene, scenes, threadUrl, truthOf } from "./sandbox.ts";
import { collapseSpace, sentMessages } from "./truth.ts";
import { wordsFor } from "./words.ts";
import { demoWorld, shiftWorld } from "./world.ts";

const nameOf = ({ webmail, skin, language }: Scene): string => `${webmail} ${skin} in ${language}`;
const threadIds = demoWorld.threads.map(({ id }) => id);
const gmailScene: Scene = { webmail: "gmail", skin: "current", language: "en" };
const outlookScene: Scene = { webmail: "outlook", skin: "current", language: "en" };

const body = (scene: Scene, path: string): string => {
  const answered = answer(scene, demoWorld, new URL(path, listUrl(scene)));
  expect(answered.status).toBe(200);
  return answered.body;
};

test.each(scenes.map((scene) => [nameOf(scene), scene] as const))(
  "%s answers for the list and for every thread",
  (_, scene) => {
    for (const address of [listUrl(scene), ...threadIds.map((id) => threadUrl(scene, demoWorld, id))]) {
      const url = new URL(address);
      expect(hosts[scene.webmail]).toContain(url.host);
      const page = answer(scene, demoWorld, url);
      expect(page.status).toBe(200);
      expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(page.body).toMatch(/^<!doctype html>/);
      expect(answer(scene, demoWorld, url)).toEqual(page);
    }
  },
);

test.each(scenes.map((scene) => [nameOf(scene), scene] as const))(
  "%s serves every file its page asks for",
  (_, scene) => {
    const waiting = [...body(scene, "/mail/").matchAll(/(?:href|src)="([^"]+)"/g)].map(
      (match) => new URL(match[1] ?? "", listUrl(scene)),
    );
    const seen = new Set<string>();
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      if (seen.has(file.pathname)) continue;
      seen.add(file.pathname);
      for (const match of body(scene, file.pathname).matchAll(/^import [^"]*"(\.[^"]+)"/gm))
        waiting.push(new URL(match[1] ?? "", file));
    }
    expect(seen.size).toBeGreaterThan(1);
    expect(() => JSON.parse(body(scene, "/mail/_/data.json"))).not.toThrow();
  },
);

test("every thread of every scene has an address of its own", () => {
  for (const scene of scenes) {
    const addresses = threadIds.map((id) => threadUrl(scene, demoWorld, id));
    expect(new Set(addresses).size).toBe(threadIds.length);
  }
});

test("what is not part of a stand-in is not found", () => {
  for (const path of ["/favicon.ico", "/mail/_/sandbox.ts", "/mail/_/gmail/data.ts", "/mail/_/browser/none.ts"]) {
    expect(answer(gmailScene, demoWorld, new URL(path, listUrl(gmailScene))).status).toBe(404);
  }
});

test.each(scenes.map((scene) => [nameOf(scene), scene] as const))(
  "%s promises nothing the world does not hold",
  (_, scene) => {
    for (const thread of demoWorld.threads) {
      const truth = truthOf(scene, demoWorld, thread.id);
      if (!truth.readable) {
        expect(truth.messages).toEqual([]);
        continue;
      }
      expect(truth.subject).toBe(thread.subject);
      expect(truth.messages.at(scene.skin === "newest-first" ? 0 : -1)?.state).toBe("expanded");
      for (const seen of truth.messages) {
        const message = sentMessages(thread).find(({ id }) => id === seen.worldId);
        if (!message) throw new Error(`${seen.worldId} is not in the world`);
        const addresses = [message.from, ...message.to, ...message.cc].map(({ address }) => address);
        for (const person of [seen.from, ...seen.recipients]) {
          if (person?.address) expect(addresses).toContain(person.address);
        }
        if (seen.text !== null) expect(seen.text.startsWith(collapseSpace(message.text))).toBe(true);
        if (seen.sentAt) expect(Math.abs(Date.parse(seen.sentAt) - Date.parse(message.sentAt))).toBeLessThan(60_000);
        if (seen.state !== "expanded") expect([seen.text, seen.id, seen.recipients.length]).toEqual([null, null, 0]);
      }
    }
  },
);

test("one scene of each webmail has nothing left to read", () => {
  for (const webmail of ["gmail", "outlook"] as const) {
    const blind = scenes.filter(
      (scene) => scene.webmail === webmail && !truthOf(scene, demoWorld, "norvik-offer").readable,
    );
    expect(blind.map(({ skin }) => skin)).toEqual(["unreadable"]);
    for (const scene of blind) {
      expect(rowsOf(scene, demoWorld)).toEqual([]);
      expect(body(scene, "/mail/_/data.json")).not.toContain('anna.berg@norvik.example"');
    }
  }
});

test("a mail that imitates the page changes nothing but its own text", () => {
  for (const webmail of ["gmail", "outlook"] as const) {
    const plain = truthOf({ webmail, skin: "current", language: "en" }, demoWorld, "norvik-offer");
    const attacked = truthOf({ webmail, skin: "hostile-body", language: "en" }, demoWorld, "norvik-offer");
    const withoutText = (thread: typeof plain): unknown => ({
      ...thread,
      messages: thread.messages.map((message) => ({ ...message, text: null })),
    });
    expect(withoutText(attacked)).toEqual(withoutText(plain));
    expect(attacked.messages.at(-1)?.text).toContain("Please pay at once.");
  }
});

test("text that looks like markup is text in the data and absent from the document", () => {
  for (const scene of [gmailScene, outlookScene]) {
    expect(answer(scene, demoWorld, new URL(threadUrl(scene, demoWorld, "markup"))).body).not.toContain("alert");
    const letter = demoWorld.threads.find(({ id }) => id === "markup")?.messages[0];
    expect(letter?.text).toContain('<script>alert("body")</script>');
    expect(letter?.html).not.toMatch(/<script|<img/);
  }
});

test("a Gmail id is the same number in both forms and begins with the arrival time", () => {
  for (const thread of demoWorld.threads) {
    expect(threadId(thread).perm.startsWith("f:")).toBe(true);
    for (const message of thread.messages) {
      const { perm, legacy } = messageId(message);
      if (legacy === null) {
        expect(perm).toMatch(/^a:r\d+$/);
        continue;
      }
      expect(legacy).toMatch(/^[0-9a-f]{16}$/);
      expect(BigInt(perm.slice(2)).toString(16)).toBe(legacy);
      expect(Date.parse(arrivedAt(legacy)) - Date.parse(message.sentAt)).toBeGreaterThanOrEqual(0);
      expect(Date.parse(arrivedAt(legacy)) - Date.parse(message.sentAt)).toBeLessThan(60_000);
    }
  }
});

test("what was just sent has no server-made id", () => {
  const truth = truthOf(gmailScene, demoWorld, "holm-brewery");
  expect(truth.messages.at(-1)).toMatchObject({ sentAt: null, state: "expanded" });
  expect(truth.messages.at(-1)?.id).toMatch(/^msg-a:r/);
});

test("Outlook hides the addresses of insiders, and in one skin of everyone with a name", () => {
  const current = truthOf(outlookScene, demoWorld, "shipyard").messages.at(-1);
  expect(current?.recipients.find(({ name }) => name === "Robin Ekström")?.address).toBeNull();
  expect(current?.recipients.find(({ name }) => name === "Grace Lim")?.address).toBe("grace.lim@seaclass.example");
  const namesOnly = truthOf({ ...outlookScene, skin: "names-only" }, demoWorld, "shipyard").messages.at(-1);
  expect(namesOnly?.recipients.filter(({ address }) => address !== null)).toEqual([
    { name: "", address: "drydock2@halvorsen-verft.example" },
  ]);
});

test("drafts inside a conversation are nobody's message", () => {
  for (const scene of [gmailScene, outlookScene])
    expect(truthOf(scene, demoWorld, "orchard-hotels").messages).toHaveLength(1);
});

test("the user is named in the language of the page, the address stays", () => {
  for (const language of ["en", "de", "ja", "ar"]) {
    const [first] = truthOf({ ...gmailScene, language }, demoWorld, "aldermoor").messages;
    expect(first?.recipients).toEqual([{ name: wordsFor(language).me, address: demoWorld.account.address }]);
  }
});

test("the strict skin forbids what is not its own", () => {
  for (const webmail of ["gmail", "outlook"] as const) {
    const scene: Scene = { webmail, skin: "strict-policy", language: "en" };
    const policy = answer(scene, demoWorld, new URL(listUrl(scene))).headers["content-security-policy"];
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("frame-src 'self'");
  }
});

test("renamed skins share no class with the style sheet of the current one", () => {
  for (const webmail of ["gmail", "outlook"] as const) {
    const classes = (skin: string): Set<string> =>
      new Set(
        body({ webmail, skin, language: "en" }, `/mail/_/${webmail}/${webmail}.css`).match(/(?<=\.)[a-z][\w-]*/gi),
      );
    expect([...classes("current")].filter((name) => classes("renamed-classes").has(name))).toEqual([]);
  }
});

test("a world moved to another day keeps its hours and its order", () => {
  const later = shiftWorld(demoWorld, "2027-02-03T22:00:00.000Z");
  expect(later.now).toBe("2027-02-03T09:41:00.000Z");
  expect(later.threads.map(({ id }) => id)).toEqual(threadIds);
  const moment = (world: typeof demoWorld): string | undefined => world.threads[0]?.messages[0]?.sentAt.slice(11);
  expect(moment(later)).toBe(moment(demoWorld));
});

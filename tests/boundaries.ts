// Who may import whom: each rule with its reason and an import that breaks it (boundaries.test.ts proves it is caught).
import type { IRegularForbiddenRuleType } from "dependency-cruiser";

/** Tests may reach further than what they test. */
const test = "\\.test\\.tsx?$";
/** Installed or, named alone, not (yet). */
const npm = (...names: string[]) => [`node_modules/(${names.join("|")})/`, `^(${names.join("|")})(/|$)`];

/** What `shared` may use: pure, no DOM, no Node, no clock. */
const pure = ["zod", "libphonenumber-js", "tldts", "email-reply-parser", "email-providers"];

export interface Boundary {
  rule: IRegularForbiddenRuleType & { name: string };
  /** A file and what it must not import. */
  bad: [file: string, specifier: string][];
}

const forbid = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType["from"],
  to: IRegularForbiddenRuleType["to"],
  bad: [string, string][],
): Boundary => ({ rule: { name, comment, severity: "error", from, to }, bad });

const only = (packages: string[], where: string, name: string, comment: string, bad: [string, string]): Boundary =>
  forbid(
    name,
    comment,
    { path: "^(extension|server|shared|prisma)/", pathNot: [where, test] },
    { path: npm(...packages) },
    [bad],
  );

const between = (folders: string[], inside: string, name: string, comment: string): Boundary =>
  forbid(
    name,
    comment,
    { path: `^${inside}/(${folders.join("|")})/`, pathNot: test },
    { path: `^${inside}/(${folders.join("|")})/`, pathNot: `^${inside}/$1/` },
    folders.flatMap((folder) =>
      folders
        .filter((other) => other !== folder)
        .map((other): [string, string] => [`${inside}/${folder}/bad-${other}.ts`, `../${other}/target.ts`]),
    ),
  );

export const boundaries: Boundary[] = [
  forbid(
    "shared-imports-nothing-of-ours",
    "Client and server agree in shared; it knows neither.",
    { path: "^shared/", pathNot: test },
    { path: "^(extension|server|prisma|tests)/" },
    [["shared/bad-server.ts", "../server/store/target.ts"]],
  ),
  forbid(
    "shared-uses-pure-packages",
    "Runs in a service worker, in a page and in Node alike.",
    { path: "^shared/", pathNot: test },
    { path: "node_modules/", pathNot: npm(...pure) },
    [["shared/bad-package.ts", "dexie"]],
  ),
  forbid(
    "shared-is-not-node",
    "A browser has no Node.",
    { path: "^shared/", pathNot: test },
    { dependencyTypes: ["core"] },
    [["shared/bad-node.ts", "node:fs"]],
  ),
  forbid(
    "extension-not-server",
    "They meet in shared and on the wire.",
    { path: "^extension/", pathNot: test },
    { path: "^(server|prisma)/" },
    [["extension/bad-server.ts", "../server/store/target.ts"]],
  ),
  forbid(
    "extension-is-not-node",
    "A browser has no Node.",
    { path: "^extension/", pathNot: test },
    { dependencyTypes: ["core"] },
    [["extension/app/bad-node.ts", "node:path"]],
  ),
  forbid(
    "server-not-extension",
    "They meet in shared and on the wire.",
    { path: "^(server|prisma)/", pathNot: test },
    { path: "^extension/" },
    [["server/bad-extension.ts", "../extension/app/target.ts"]],
  ),
  between(
    ["webmail", "background", "app"],
    "extension",
    "stations-meet-in-messages",
    "They share messages.ts and views.ts.",
  ),
  between(
    ["gmail", "outlook"],
    "extension/webmail",
    "webmails-apart",
    "One webmail's markup never explains the other's.",
  ),
  between(
    ["google", "microsoft"],
    "server/providers",
    "providers-apart",
    "One provider's words never reach the other.",
  ),
  only(["dexie"], "^extension/background/", "dexie-in-background", "The service worker alone owns the replica.", [
    "extension/app/bad-dexie.ts",
    "dexie",
  ]),
  only(["preact", "@preact/signals"], "^extension/(app|entrypoints)/", "preact-in-app", "Only pages draw.", [
    "extension/webmail/bad-preact.ts",
    "preact",
  ]),
  only(
    ["express", "helmet", "express-rate-limit", "pino-http"],
    "^server/http/",
    "express-in-http",
    "One folder speaks HTTP.",
    ["server/sync/bad-express.ts", "express"],
  ),
  only(
    ["pg", "@electric-sql/pglite", "pglite-prisma-adapter", "@prisma/[^/]+"],
    "^(server/(store|generated)|prisma)/",
    "database-in-store",
    "One folder speaks to the database.",
    ["server/http/bad-pg.ts", "pg"],
  ),
  only(["better-auth"], "^server/auth/", "better-auth-in-auth", "Sign-in can be replaced in one folder.", [
    "server/http/bad-auth.ts",
    "better-auth",
  ]),
  only(["openid-client"], "^server/connect/", "oauth-in-connect", "Both vendors connect by one code path.", [
    "server/http/bad-oauth.ts",
    "openid-client",
  ]),
  only(["googleapis"], "^server/providers/google/", "googleapis-in-google", "Nobody else knows Google's words.", [
    "server/store/bad-googleapis.ts",
    "googleapis",
  ]),
  only(
    ["@microsoft/[^/]+"],
    "^server/providers/microsoft/",
    "graph-in-microsoft",
    "Nobody else knows Microsoft's words.",
    ["server/store/bad-graph.ts", "@microsoft/microsoft-graph-client"],
  ),
  forbid(
    "prisma-client-in-store",
    "Generated types stop at the store.",
    { path: "^(server|prisma|shared|extension)/", pathNot: ["^server/(store|generated)/", "^prisma/seed\\.ts$", test] },
    { path: "^server/generated/" },
    [["server/http/bad-generated.ts", "../generated/target.ts"]],
  ),
  forbid(
    "http-is-on-top",
    "Routes call the rest; nothing calls routes but what starts the server.",
    { path: "^server/", pathNot: ["^server/http/", "^server/(main|start)\\.ts$", test] },
    { path: "^server/http/" },
    [["server/sync/bad-http.ts", "../http/target.ts"]],
  ),
  forbid(
    "store-is-at-the-bottom",
    "The store knows nobody above it.",
    { path: "^server/store/", pathNot: test },
    { path: "^server/(http|sync|jobs|auth|connect|providers)/" },
    [["server/store/bad-sync.ts", "../sync/target.ts"]],
  ),
  forbid(
    "providers-know-shared-only",
    "A provider turns its vendor's words into ours.",
    { path: "^server/providers/", pathNot: test },
    { path: "^server/(http|sync|jobs|auth|connect|store)/" },
    [["server/providers/bad-store.ts", "../store/target.ts"]],
  ),
  forbid(
    "jobs-not-http",
    "A job has no request.",
    { path: "^server/jobs/", pathNot: test },
    { path: "^server/(http|sync)/" },
    [["server/jobs/bad-sync.ts", "../sync/target.ts"]],
  ),
  forbid(
    "nothing-imports-an-entrypoint",
    "Entrypoints are wiring.",
    {},
    { path: "^extension/entrypoints/.*\\.(ts|tsx)$" },
    [["extension/app/bad-entrypoint.ts", "../entrypoints/target.ts"]],
  ),
  forbid(
    "nothing-imports-main",
    "The composition root is started, not used; tests start it.",
    { pathNot: ["^tests/", test] },
    { path: "^server/(main|kith)\\.ts$" },
    [["server/http/bad-main.ts", "../main.ts"]],
  ),
  forbid("nothing-imports-a-test", "What two tests share has a name of its own.", {}, { path: test }, [
    ["extension/app/bad-test.ts", "./target.test.ts"],
  ]),
  forbid(
    "product-not-tests",
    "Shipped code does not need the tests.",
    { path: "^(extension|server|shared|prisma)/", pathNot: [test, "^prisma/seed\\.ts$"] },
    { path: "^tests/" },
    [["server/bad-tests.ts", "../tests/target.ts"]],
  ),
  forbid(
    "server-needs-no-dev-package",
    "An install without development packages runs the server.",
    { path: "^(server|shared)/", pathNot: test },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    [["server/http/bad-dev.ts", "fast-check"]],
  ),
  forbid("no-cycle", "Type imports included.", {}, { circular: true }, [["shared/bad-cycle.ts", "./bad-cycle.ts"]]),
  forbid(
    "everything-resolves",
    "A wrong path is not a boundary kept.",
    { pathNot: "^\\.output/" },
    { couldNotResolve: true, pathNot: "^#i18n$" },
    [["extension/app/bad-path.ts", "./nowhere.ts"]],
  ),
];

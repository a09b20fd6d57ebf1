// `npm run new -- ENTITY`: writes what a new kind of record needs, with a name and a company to begin with.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tryRun } from "./exec.mjs";
import { root as ownRoot } from "./root.mjs";
import { Stop, say } from "./say.mjs";

const capital = (word) => word[0].toUpperCase() + word.slice(1);
const kebab = (word) => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const snake = (word) => kebab(word).replaceAll("-", "_");

const entityText = (name) => `import { crud } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { ref, requiredText } from "../fields.ts";

export const ${name}Entity = defineEntity({
  name: "${name}",
  fields: {
    name: requiredText(),
    companyId: ref("company").nullable(),
  },
  indexes: ["companyId"],
});
export type ${capital(name)} = RecordOf<typeof ${name}Entity>;

export const ${name}Mutations = crud(${name}Entity);
`;

const modelText = (name) => `model ${capital(name)} {
  workspaceId String   @db.Uuid
  id          String   @db.Uuid
  version     BigInt
  name        String
  companyId   String?  @db.Uuid
  createdAt   DateTime @db.Timestamptz(3)
  updatedAt   DateTime @db.Timestamptz(3)
  createdBy   String?  @db.Uuid
  updatedBy   String?  @db.Uuid

  @@id([workspaceId, id])
  @@index([workspaceId, version])
  @@index([workspaceId, companyId])
  @@map("${snake(name)}")
}
`;

const migrationText = (table) => `-- CreateTable
CREATE TABLE "${table}" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "companyId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" UUID,
    "updatedBy" UUID,

    CONSTRAINT "${table}_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateIndex
CREATE INDEX "${table}_workspaceId_version_idx" ON "${table}"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "${table}_workspaceId_companyId_idx" ON "${table}"("workspaceId", "companyId");

-- Each workspace sees its own rows, whatever the query says.
ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "${table}" FORCE ROW LEVEL SECURITY;
CREATE POLICY "tenant" ON "${table}" USING ("workspaceId" = nullif(current_setting('app.workspace', true), '')::uuid);
`;

/** Puts `line` before the line that closes the block which `opening` opens. */
function withLine(text, opening, closing, line) {
  const lines = text.split("\n");
  const start = lines.findIndex((one) => one.startsWith(opening));
  const end = lines.findIndex((one, at) => at > start && one.startsWith(closing));
  if (start < 0 || end < 0) throw new Stop(`"${opening}" is not where \`npm run new\` looks for it.`);
  lines.splice(end, 0, line);
  return lines.join("\n");
}

/** At the end of a section of a locale's file, which ends where the next begins. */
function withWords(text, section, words) {
  const lines = text.split("\n");
  const start = lines.indexOf(`${section}:`);
  if (start < 0) throw new Stop(`The locales have no section "${section}".`);
  let end = start + 1;
  while (/^\s+\S/.test(lines[end] ?? "")) end += 1;
  lines.splice(end, 0, ...words);
  return lines.join("\n");
}

/** Answers the files it wrote, relative to `root`. */
export function scaffold(root, name, now) {
  if (!/^[a-z][a-zA-Z]{1,30}$/.test(name ?? "")) {
    throw new Stop("Name the entity in the singular, in camelCase: npm run new -- deal");
  }
  const file = kebab(name);
  const written = [];
  const read = (path) => readFileSync(join(root, path), "utf8");
  const write = (path, text) => {
    writeFileSync(join(root, path), text);
    written.push(path);
  };
  if (existsSync(join(root, `shared/crm/${file}.ts`))) throw new Stop(`shared/crm/${file}.ts is there already.`);

  write(`shared/crm/${file}.ts`, entityText(name));
  write(`prisma/schema/${file}.prisma`, modelText(name));
  const stamp = now.toISOString().slice(0, 19).replace(/\D/g, "");
  mkdirSync(join(root, `prisma/migrations/${stamp}_add_${snake(name)}`));
  write(`prisma/migrations/${stamp}_add_${snake(name)}/migration.sql`, migrationText(snake(name)));

  let registry = read("shared/crm/index.ts");
  registry = withLine(
    registry,
    "import ",
    "\n".trim(),
    `import { ${name}Entity, ${name}Mutations } from "./${file}.ts";`,
  );
  registry = withLine(registry, "export const entities = {", "}", `  ${name}: ${name}Entity,`);
  registry = withLine(registry, "export const mutations = {", "}", `  ${name}: ${name}Mutations,`);
  write("shared/crm/index.ts", registry);

  let models = read("server/store/models.ts");
  models = withLine(models, "const models", "}", `  ${name}: (prisma) => prisma.${name},`);
  models = withLine(models, "interface Rows {", "}", `  ${name}: Prisma.${capital(name)}Model;`);
  models = withLine(models, "({", "}", `  ${name}: true,`);
  write("server/store/models.ts", models);

  for (const locale of readdirSync(join(root, "extension/locales"))) {
    let words = read(`extension/locales/${locale}`);
    words = withWords(words, "fields", [`  ${name}:`, "    name: Name", "    companyId: Company"]);
    const acts = { create: "Added", update: "Changed", remove: "Removed" };
    const one = snake(name).replaceAll("_", " ");
    words = withWords(
      words,
      "acts",
      Object.entries(acts).map(([act, did]) => `  ${name}_${act}: ${did} a ${one}`),
    );
    write(`extension/locales/${locale}`, words);
  }
  return written;
}

function main() {
  const written = scaffold(ownRoot, process.argv[2], new Date());
  tryRun("biome", ["check", "--write", ...written.filter((path) => path.endsWith(".ts"))]);
  for (const path of written) console.log(path);
  console.log(
    "\nNext: give it its fields in the first two files and the migration, its words in every locale, and pin the new hash (npm run test:conformance says which).",
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

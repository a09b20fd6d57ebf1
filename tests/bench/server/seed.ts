// Fills a workspace by SQL, as fast as the database takes it; every row has a feed position of its own, so that
// replicas pull it in pages like any other history.
import type { Database, PrismaTransaction } from "../../../server/store/database.ts";
import { transact } from "../../../server/store/database.ts";
import { lockWorkspace } from "../../../server/store/workspace.ts";

export interface KnownPerson {
  name: string;
  address: string;
  company: string;
}

export interface Seed {
  workspaceId: string;
  memberId: string;
  people: number;
  /** People who write in the sandbox's mail, so that the sidebar has somebody to show. */
  known: readonly KnownPerson[];
}

const CHUNK = 20_000;
const COMPANIES = 4_000;

const list = (text: string) => `array['${text.split(" ").join("','")}']`;
const firstNames = list(
  "Anna Bengt Carla David Elin Farid Greta Hugo Ines Jonas Karin Lars Maria Nils Olga Petra Quentin Rosa Stefan Tove Ulf Vera Wilma Xenia Yusuf Zoe Ahmed Bianca Cyril Dora Emil Fiona Georg Hanna Ivan Julia Kofi Lena Marta Nora",
);
const beginnings = list(
  "Berg Lind Sand Holm Wester Norr Eke Ström Dahl Grön Hag Kvarn Sten Äng Björk Fors Hall Ros Ny Öst",
);
const endings = list("qvist man ström gren lund dahl berg stedt vall son mark by fors holm borg hagen rup sen ner ler");

const pick = (array: string, index: string) => `(${array})[1 + (${index}) % array_length(${array}, 1)]`;
/** The same id for the same thing, in the form of a random one. */
const id = (prefix: string, index: string) =>
  `overlay(overlay(md5($1::text || '${prefix}' || ${index}) placing '4' from 13) placing '8' from 17)::uuid`;
const moment = (index: string) => `timestamptz '2026-01-01' + (${index}) * interval '4 minutes'`;
const stamps = (index: string) => `${moment(index)}, ${moment(index)}, $2::uuid, $2::uuid`;
const base = `"createdAt", "updatedAt", "createdBy", "updatedBy"`;

const companies = `insert into "company" ("workspaceId", "id", "version", "name", "domain", "phones", "ownerId", ${base})
  select $1::uuid, ${id("company", "i")}, $3::bigint + i, ${pick(beginnings, "i / 20")} || ${pick(endings, "i")} || ' ' || i || ' AB',
    'firm' || i || '.example', '{}', $2::uuid, ${stamps("i")}
  from generate_series($4::int, $5::int) as i`;

const people = `insert into "contact" ("workspaceId", "id", "version", "name", "title", "companyId", "emails", "phones",
    "lifecycle", "source", "ownerId", "lastContactAt", ${base})
  select $1::uuid, ${id("contact", "i")}, $3::bigint + i, first || ' ' || last, 'Buyer', ${id("company", `1 + i % ${COMPANIES}`)},
    array[lower(first) || '.' || i || '@firm' || (1 + i % ${COMPANIES}) || '.example'], array['+4670' || (1000000 + i)],
    ${pick(list("suspect lead prospect customer former"), "i")}, 'import', $2::uuid, ${moment("i")}, ${stamps("i")}
  from generate_series($4::int, $5::int) as i,
    lateral (select ${pick(firstNames, "i * 7 + i / 400")} as first, ${pick(beginnings, "i / 40")} || ${pick(endings, "i / 800")} as last) as name`;

const activities = `insert into "activity" ("workspaceId", "id", "version", "kind", "at", "direction", "subject", "text",
    "contactIds", "participants", "threadKeys", "messageKeys", "ownerIds", "sharing", ${base})
  select $1::uuid, ${id("activity", "i")}, $3::bigint + i, 'mail', ${moment("i")}, 'in', 'Offer ' || i, repeat('Words of a mail. ', 12),
    array[${id("contact", "1 + i * 7")}], '[]', '{}', '{}', '{}', 'everything', ${stamps("i")}
  from generate_series($4::int, $5::int) as i`;

const tasks = `insert into "task" ("workspaceId", "id", "version", "kind", "title", "dueAt", "contactId", "ownerId", ${base})
  select $1::uuid, ${id("task", "i")}, $3::bigint + i, 'call', 'Call back ' || i, timestamptz '2031-01-01', ${id("contact", "1 + i * 11")},
    $2::uuid, ${stamps("i")}
  from generate_series($4::int, $5::int) as i`;

const knownCompany = `insert into "company" ("workspaceId", "id", "version", "name", "phones", ${base})
  values ($1::uuid, ${id("known company", "$4::text")}, $3::bigint, $4::text, '{}', ${stamps("1")})`;
const knownContact = `insert into "contact" ("workspaceId", "id", "version", "name", "title", "companyId", "emails", "phones", "lifecycle",
    "ownerId", ${base})
  values ($1::uuid, ${id("known", "$5::text")}, $3::bigint + 1, $4::text, 'Head of Purchasing', ${id("known company", "$6::text")},
    array[$5::text], '{}', 'customer', $2::uuid, ${stamps("1")})`;
const knownTask = `insert into "task" ("workspaceId", "id", "version", "kind", "title", "dueAt", "contactId", "ownerId", ${base})
  values ($1::uuid, ${id("known task", "$4::text")}, $3::bigint, 'call', 'Ask about the order', timestamptz '2031-01-01',
    ${id("known", "$4::text")}, $2::uuid, ${stamps("1")})`;

export async function seed(database: Database, { workspaceId, memberId, people: count, known }: Seed): Promise<void> {
  const within = (run: (prisma: PrismaTransaction, from: bigint) => Promise<number>) =>
    transact(database, { workspaceId }, async (prisma) => {
      const from = await lockWorkspace(prisma, workspaceId);
      const version = from + BigInt(await run(prisma, from));
      await prisma.$executeRaw`update "workspace" set "version" = ${version} where "id" = ${workspaceId}::uuid`;
    });
  const series = async (sql: string, total: number) => {
    for (let start = 0; start < total; start += CHUNK) {
      const end = Math.min(total, start + CHUNK);
      await within(async (prisma, from) => {
        await prisma.$executeRawUnsafe(sql, workspaceId, memberId, from - BigInt(start), start + 1, end);
        return end - start;
      });
    }
  };
  await series(companies, COMPANIES);
  await series(people, count);
  await series(activities, count / 10);
  await series(tasks, count / 20);
  for (const { name, address, company } of known) {
    await within(async (prisma, from) => {
      await prisma.$executeRawUnsafe(knownCompany, workspaceId, memberId, from + 1n, company);
      await prisma.$executeRawUnsafe(knownContact, workspaceId, memberId, from + 1n, name, address, company);
      await prisma.$executeRawUnsafe(knownTask, workspaceId, memberId, from + 3n, address);
      return 3;
    });
  }
}

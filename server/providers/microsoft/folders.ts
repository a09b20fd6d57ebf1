// A mailbox's folders, and which of them hold no mail that anybody corresponds with.
import { z } from "zod";
import type { Access } from "../access.ts";
import type { Place } from "../mail-provider.ts";
import { type Ask, encode, type Graph, readAs } from "./client.ts";
import { isGone } from "./errors.ts";
import { type PageAnswer, pageAnswer } from "./words.ts";

/** By their well-known names, which no language changes; with everything below them. */
const apartNames = ["drafts", "junkemail", "deleteditems", "outbox", "conversationhistory", "syncissues"];
const PAGE_SIZE = "100";

export interface Folders {
  /** Folders whose mail counts, parents before children. */
  readonly places: readonly Place[];
  /** Ids of all others. */
  readonly apartIds: ReadonlySet<string>;
  readonly draftsId: string | undefined;
}

const folderAnswer = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  childFolderCount: z.number().nullish(),
  "@odata.type": z.string().nullish(),
});
type FolderAnswer = z.infer<typeof folderAnswer>;

/** All entries of a list, page by page. */
export async function readAll(graph: Graph, access: Access, first: Ask): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let ask: Ask | undefined = first; ask; ) {
    const page: PageAnswer = readAs(pageAnswer, await graph.ask(access, ask));
    found.push(...page.value);
    const next = page["@odata.nextLink"];
    ask = next === undefined ? undefined : { path: next, ...(first.prefer && { prefer: first.prefer }) };
  }
  return found;
}

async function findWellKnown(graph: Graph, access: Access, name: string): Promise<string | undefined> {
  try {
    const answer = await graph.ask(access, { path: `/me/mailFolders/${name}`, query: { $select: "id" } });
    return readAs(folderAnswer, answer).id;
  } catch (error) {
    // Not every mailbox has every one of them.
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function readChildren(graph: Graph, access: Access, path: string): Promise<FolderAnswer[]> {
  const query = { $select: "id,displayName,childFolderCount", $top: PAGE_SIZE };
  const children = readAs(z.array(folderAnswer), await readAll(graph, access, { path, query }));
  // A search folder shows mail that lies elsewhere.
  return children.filter((folder) => !folder["@odata.type"]?.endsWith("mailSearchFolder"));
}

export async function readFolders(graph: Graph, access: Access): Promise<Folders> {
  const [top, ...apart] = await Promise.all([
    readChildren(graph, access, "/me/mailFolders"),
    ...apartNames.map((name) => findWellKnown(graph, access, name)),
  ]);
  const places: Place[] = [];
  const apartIds = new Set(apart.filter((id) => id !== undefined));
  const visit = async (folders: readonly FolderAnswer[], above: string, isApart: boolean): Promise<void> => {
    const below = await Promise.all(
      folders.map(({ id, childFolderCount }) =>
        childFolderCount ? readChildren(graph, access, `/me/mailFolders/${encode(id)}/childFolders`) : [],
      ),
    );
    for (const [at, folder] of folders.entries()) {
      const name = `${above}${folder.displayName ?? ""}`;
      const apartToo = isApart || apartIds.has(folder.id);
      if (apartToo) apartIds.add(folder.id);
      else places.push({ id: folder.id, name });
      await visit(below[at] ?? [], `${name} / `, apartToo);
    }
  };
  await visit(top, "", false);
  return { places, apartIds, draftsId: apart[0] };
}

// What Kith keeps in the browser's extension storage, parsed whenever it is read.
import { z } from "zod";

/** How the sidebar sits in the webmail. `width` in CSS pixels. */
export const layout = z.object({
  width: z.int().min(280).max(480).catch(340),
  collapsed: z.boolean().catch(false),
});
export type Layout = z.infer<typeof layout>;
export const RAIL_WIDTH = 44;

export const settings = z.object({
  theme: z.enum(["system", "light", "dark"]).catch("system"),
  density: z.enum(["comfortable", "compact"]).catch("comfortable"),
  /** Says whom a due reminder is about in the notification; off, it only says that something is due. */
  notificationDetail: z.boolean().catch(false),
  /** How long before a call or meeting its card is offered. */
  preCallMinutes: z.union([0, 2, 5, 10, 15, 30].map((minutes) => z.literal(minutes))).catch(5),
  /** Columns of the dashboard's lists, in order. */
  peopleColumns: z.array(z.string().max(50)).max(20).catch(["name", "company", "lifecycle", "owner", "lastContactAt"]),
  companyColumns: z.array(z.string().max(50)).max(20).catch(["name", "domain", "people", "owner"]),
});
export type Settings = z.infer<typeof settings>;

/** Some of the settings, as a page sends them; unlike what is stored, what is wrong is refused. */
export const settingsChange = z.strictObject(
  Object.fromEntries(Object.entries(settings.shape).map(([key, schema]) => [key, schema.unwrap().optional()])),
) as unknown as z.ZodType<Partial<Settings>>;

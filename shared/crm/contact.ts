import { z } from "zod";
import { applyChanges, crud, findKept, getKept, redirect, revised, stamped } from "../crud.ts";
import { defineEntity, type RecordOf } from "../entity.ts";
import { AppError } from "../errors.ts";
import { choice, emailAddress, emails, instant, note, phones, recordId, ref, requiredText, text } from "../fields.ts";
import { defineMutation, type MutationContext, type Tx } from "../mutation.ts";
import { companyEntity } from "./company.ts";

export const lifecycles = ["suspect", "lead", "prospect", "customer", "former"] as const;
export type Lifecycle = (typeof lifecycles)[number];

export const sources = [
  "mail",
  "website",
  "cold_call",
  "advertising",
  "social",
  "campaign",
  "referral",
  "import",
] as const;

/** A person. A lead is a contact whose lifecycle is `lead`. */
export const contactEntity = defineEntity({
  name: "contact",
  fields: {
    name: requiredText(),
    title: text().nullable(),
    companyId: ref("company").nullable(),
    emails: emails(),
    phones: phones(),
    address: note(1_000).nullable(),
    lifecycle: choice(lifecycles),
    source: choice(sources).nullable(),
    ownerId: ref("member").nullable(),
    /** When the newest activity with this person was; kept by the mutations that log and un-log. */
    lastContactAt: instant().nullable(),
  },
  indexes: ["companyId", "emails", "lifecycle", "ownerId", "lastContactAt"],
});
export type Contact = RecordOf<typeof contactEntity>;

/** Everybody who has this address; more than one only after an import that said so. */
export const findByEmail = (tx: Tx, address: string) => tx.list(contactEntity, "emails", address);

const fields = contactEntity.fieldSchemas;

const leadArgs = z.strictObject({
  id: recordId,
  name: fields.name,
  email: emailAddress.nullable(),
  title: fields.title,
  phones: fields.phones,
  address: fields.address,
  source: fields.source,
  company: z
    .strictObject({ id: recordId, name: companyEntity.fieldSchemas.name, domain: companyEntity.fieldSchemas.domain })
    .nullable(),
});

/** The company of that domain, else a new one. */
async function companyFor(
  tx: Tx,
  wanted: NonNullable<z.infer<typeof leadArgs>["company"]>,
  context: MutationContext,
): Promise<string> {
  const known = wanted.domain ? (await tx.list(companyEntity, "domain", wanted.domain))[0] : undefined;
  if (known) {
    await redirect(tx, companyEntity, wanted.id, known.id, context);
    return known.id;
  }
  const own = { name: wanted.name, domain: wanted.domain, website: null, phones: [], address: null };
  await tx.put(companyEntity, stamped(wanted.id, { ...own, ownerId: context.actor.memberId }, context));
  return wanted.id;
}

const { create, update } = crud(contactEntity);

export const contactMutations = {
  create,
  update,
  /**
   * "Save as lead". Where the address is known already (a colleague saved the same person while we were offline)
   * nobody is doubled: what the known person lacks is filled in, and our id leads to them.
   */
  saveLead: defineMutation("contact.saveLead", leadArgs, async (tx, args, context) => {
    const known = args.email ? (await findByEmail(tx, args.email))[0] : await tx.find(contactEntity, args.id);
    const companyId = known?.companyId ?? (args.company ? await companyFor(tx, args.company, context) : null);
    if (known) {
      const filled = {
        title: known.title ?? args.title,
        phones: known.phones.length > 0 ? known.phones : args.phones,
        address: known.address ?? args.address,
        companyId,
      };
      await tx.put(contactEntity, revised(known, filled, context));
      await redirect(tx, contactEntity, args.id, known.id, context);
      return;
    }
    const { id, name, email, title, phones: numbers, address, source } = args;
    const own = { name, title, companyId, emails: email ? [email] : [], phones: numbers, address, source };
    const mine = { lifecycle: "lead" as const, ownerId: context.actor.memberId, lastContactAt: null };
    await tx.put(contactEntity, stamped(id, { ...own, ...mine }, context));
  }),
  /** "Add this address to" somebody we know. */
  addAddress: defineMutation(
    "contact.addAddress",
    z.strictObject({ id: recordId, address: emailAddress }),
    async (tx, { id, address }, context) => {
      const contact = await getKept(tx, contactEntity, id);
      const other = (await findByEmail(tx, address)).find((known) => known.id !== contact.id);
      if (other) throw new AppError("conflict", `${other.name} has this address already`);
      const change = { from: contact.emails, to: [...contact.emails, address] };
      if (!contact.emails.includes(address))
        await applyChanges(tx, contactEntity, contact, { emails: change }, context);
    },
  ),
  setLifecycle: defineMutation(
    "contact.setLifecycle",
    z.strictObject({ ids: z.array(recordId).min(1).max(500), lifecycle: fields.lifecycle }),
    async (tx, { ids, lifecycle }, context) => {
      for (const id of ids) {
        const contact = await findKept(tx, contactEntity, id);
        if (contact) await tx.put(contactEntity, revised(contact, { lifecycle }, context));
      }
    },
  ),
  setOwner: defineMutation(
    "contact.setOwner",
    z.strictObject({ ids: z.array(recordId).min(1).max(500), ownerId: fields.ownerId }),
    async (tx, { ids, ownerId }, context) => {
      for (const id of ids) {
        const contact = await findKept(tx, contactEntity, id);
        if (contact) await tx.put(contactEntity, revised(contact, { ownerId }, context));
      }
    },
  ),
};

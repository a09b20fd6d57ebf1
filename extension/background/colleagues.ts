import type { Member } from "#shared/crm/member.ts";
import type { Participant } from "#shared/fields.ts";
import { companyDomain, isColleague } from "#shared/match.ts";
import { fold } from "./rows.ts";

/** Members, the mailbox's own address, and whoever else writes from the members' own company domain. */
export class Colleagues {
  readonly #addresses: readonly string[];
  readonly #domains: ReadonlySet<string | null>;
  readonly #names: ReadonlySet<string>;

  constructor(members: readonly Member[], account: string | null) {
    this.#addresses = [...members.flatMap((member) => member.emails), ...(account ? [account] : [])];
    this.#domains = new Set(this.#addresses.map(companyDomain));
    this.#names = new Set(members.map((member) => fold(member.name)));
  }

  /**
   * Where the page shows only a name, a member's name is enough: webmails leave out the addresses of insiders, and
   * somebody taken for a colleague is only set apart, never written to.
   */
  has({ name, address }: Pick<Participant, "name" | "address">): boolean {
    if (!address) return this.#names.has(fold(name.trim()));
    if (isColleague(address, this.#addresses)) return true;
    const domain = companyDomain(address);
    return domain !== null && this.#domains.has(domain);
  }
}

import type { Member } from "#shared/crm/member.ts";
import { companyDomain, isColleague } from "#shared/match.ts";

/** Members, the mailbox's own address, and whoever else writes from the members' own company domain. */
export class Colleagues {
  readonly #addresses: readonly string[];
  readonly #domains: ReadonlySet<string | null>;

  constructor(members: readonly Member[], account: string | null) {
    this.#addresses = [...members.flatMap((member) => member.emails), ...(account ? [account] : [])];
    this.#domains = new Set(this.#addresses.map(companyDomain));
  }

  has(address: string | null): boolean {
    if (isColleague(address, this.#addresses)) return true;
    const domain = address && companyDomain(address);
    return Boolean(domain) && this.#domains.has(domain);
  }
}

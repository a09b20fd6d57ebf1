// Whose mailbox it is, and which rights make which features.
import { expect, test } from "vitest";
import { type Feature, features } from "../../../server/providers/vendor.ts";
import { type Begin, rep, repAlias } from "../provider-world.ts";

export function testIdentity(begin: Begin) {
  test("the mailbox says whose it is, and which other addresses are theirs", async () => {
    const { world, vendor, access, accessOf } = await begin();
    const { subject } = world.mailbox(rep.address);
    const identity = await vendor.identify(access);
    expect(identity).toEqual({ subject, ...rep, aliases: [repAlias], provenAddress: rep.address });
    const known = await vendor.identify(accessOf(rep.address, ["identity"]));
    expect(known).toMatchObject({ subject, ...rep });
  });

  test("whoever grants what was asked for has the feature, and nobody else has", async () => {
    const { vendor } = await begin();
    const { scopesFor, featuresOf } = vendor.oauth;
    const sorted = (list: readonly Feature[]) => [...list].sort();
    for (const feature of features) {
      const asked: Feature[] = feature === "identity" ? ["identity"] : ["identity", feature];
      expect(sorted(featuresOf(scopesFor([feature])))).toEqual(sorted(asked));
    }
    expect(sorted(featuresOf(scopesFor(features)))).toEqual(sorted(features));
    expect(featuresOf([])).toEqual([]);
    const all = scopesFor(features);
    const sending = scopesFor(["send"]).filter((scope) => !scopesFor(["mail", "calendar"]).includes(scope));
    expect(featuresOf(all.filter((scope) => !sending.includes(scope)))).not.toContain("send");
  });
}

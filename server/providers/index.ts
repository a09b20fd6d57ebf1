// The registry of vendors: those this server has an OAuth client at.
import { googleVendor } from "./google/vendor.ts";
import { microsoftVendor } from "./microsoft/vendor.ts";
import { noticePathOf } from "./push.ts";
import type { GoogleConfig, MicrosoftConfig, Vendor, VendorName } from "./vendor.ts";

export type Vendors = ReadonlyMap<VendorName, Vendor>;

interface VendorsConfig {
  readonly google: GoogleConfig | null;
  readonly microsoft: MicrosoftConfig | null;
  readonly publicUrl: string | null;
}

export function openVendors({ google, microsoft, publicUrl }: VendorsConfig): Vendors {
  // Hints are sent to nobody whom the vendor cannot reach over TLS.
  const notices = publicUrl?.startsWith("https://") ? { noticeUrl: publicUrl + noticePathOf("microsoft") } : {};
  const vendors = [google && googleVendor(google), microsoft && microsoftVendor({ ...notices, ...microsoft })];
  return new Map(vendors.filter((vendor) => vendor !== null).map((vendor) => [vendor.name, vendor]));
}

import type { JSX } from "preact";
import "./vendor-mark.css";

/** Drawn by us: four panes, and a ring with a bar. Anybody else is an envelope. */
const marks: Readonly<Record<string, () => JSX.Element>> = {
  google: () => <path d="M20.2 12H12.6M20.2 12A8.2 8.2 0 1 1 17.6 6" />,
  microsoft: () => (
    <g fill="currentColor" stroke="none">
      <rect x="3.5" y="3.5" width="7.6" height="7.6" rx="1" />
      <rect x="12.9" y="3.5" width="7.6" height="7.6" rx="1" />
      <rect x="3.5" y="12.9" width="7.6" height="7.6" rx="1" />
      <rect x="12.9" y="12.9" width="7.6" height="7.6" rx="1" />
    </g>
  ),
};
const envelope = () => (
  <>
    <path d="m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7" />
    <rect x="2" y="4" width="20" height="16" rx="2" />
  </>
);

const names: Readonly<Record<string, string>> = { google: "Google", microsoft: "Microsoft" };

/** What a vendor calls itself; one we have no word for is called as the server calls it. */
export const vendorName = (vendor: string) => names[vendor] ?? vendor.charAt(0).toUpperCase() + vendor.slice(1);

/** Beside the vendor's name, never in its place. */
export function VendorMark({ vendor, size = 16 }: { vendor: string; size?: number }) {
  const Shapes = marks[vendor] ?? envelope;
  return (
    <svg
      class="vendor-mark"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <Shapes />
    </svg>
  );
}

import type { ComponentChildren } from "preact";
import "./chip.css";

export type Tone = "plain" | "late" | "soon" | "accent";

export function Chip({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`chip chip-${tone}`}>{children}</span>;
}

/** A number at a heading or an icon; `label` says of what. */
export function Count({ of, label, late = false }: { of: number; label: string; late?: boolean }) {
  return (
    <span class={late ? "count count-late" : "count"} title={label}>
      <span aria-hidden="true">{of}</span>
      <span class="only-read">{label}</span>
    </span>
  );
}

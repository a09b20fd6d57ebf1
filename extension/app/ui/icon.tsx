import { type IconName, icons } from "./icons.ts";

/** Decoration only: the word or the name stands on what carries it. `flips` where it points along the line of text. */
export function Icon({ name, size = 16, flips = false }: { name: IconName; size?: number; flips?: boolean }) {
  return (
    <svg
      class={flips ? "icon icon-flips" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={size < 16 ? 2 : 1.75}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {icons[name].map(([Tag, attributes], index) => (
        <Tag key={index} {...attributes} />
      ))}
    </svg>
  );
}

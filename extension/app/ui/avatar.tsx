import { hueOf, initialsOf } from "./initials.ts";
import "./avatar.css";

/** Initials on a colour made from `seed` (the address), so that a person looks the same everywhere. */
export function Avatar({ name, seed, size = 32 }: { name: string; seed: string; size?: number }) {
  return (
    <span class="avatar" style={`--hue:${hueOf(seed || name)};--size:${size}px`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

// A person or company in one line or in two: picture, name, and what tells them apart.
import type { ComponentChildren } from "preact";
import { Avatar } from "../ui/avatar.tsx";
import "./who.css";

interface WhoProps {
  name: string;
  /** The address: it colours the picture, so that a person looks the same before and after they are saved. */
  seed: string | null;
  /** Under the name. */
  detail?: ComponentChildren;
  /** At the end of the line. */
  aside?: ComponentChildren;
  size?: number;
}

export function Who({ name, seed, detail, aside, size = 24 }: WhoProps) {
  return (
    <span class="who">
      <Avatar name={name} seed={seed ?? name} size={size} />
      <span class="who-words">
        <bdi class="line strong">{name}</bdi>
        {detail && <bdi class="line soft small">{detail}</bdi>}
      </span>
      {aside && <span class="who-aside soft small">{aside}</span>}
    </span>
  );
}

/** Parts of a line, with a dot between those that are there. */
export function Dotted({ parts }: { parts: readonly ComponentChildren[] }) {
  const shown = parts.filter(Boolean);
  return shown.map((part, index) => (
    <span key={String(index)}>
      {index > 0 && " · "}
      <bdi>{part}</bdi>
    </span>
  ));
}

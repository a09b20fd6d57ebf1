import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import "./notice.css";

interface NoticeProps {
  icon?: IconName;
  tone?: "plain" | "late" | "soon";
  title: string;
  children?: ComponentChildren;
  /** What to do about it. */
  acts?: ComponentChildren;
}

/** Something the person should know here, in words, with what to do. */
export function Notice({ icon = "info", tone = "plain", title, children, acts }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={tone === "late" ? "alert" : "status"}>
      <Icon name={icon} />
      <div class="notice-words">
        <p class="strong">{title}</p>
        {children && <div class="soft">{children}</div>}
        {acts && <div class="notice-acts">{acts}</div>}
      </div>
    </div>
  );
}

/** A place with nothing in it yet: says why, and what to do first. */
export function Empty({ icon, title, children, acts }: NoticeProps) {
  return (
    <div class="empty">
      {icon && <Icon name={icon} size={24} />}
      <h2>{title}</h2>
      {children && <div class="soft">{children}</div>}
      {acts && <div class="empty-acts">{acts}</div>}
    </div>
  );
}

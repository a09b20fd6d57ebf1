import { Icon } from "../ui/icon.tsx";
import { t } from "../words.ts";

interface JoinLinkProps {
  url: string;
  iconOnly?: boolean;
  /** The one thing to do now. */
  primary?: boolean;
}

/** To where a meeting is held by video: a link, so that the browser opens it as the person likes. */
export function JoinLink({ url, iconOnly = false, primary = false }: JoinLinkProps) {
  const look = iconOnly ? "button-quiet button-icon" : primary ? "button-primary" : "button-secondary";
  return (
    <a
      class={`button ${look}`}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      {...(iconOnly ? { "aria-label": t("meetings.join"), title: t("meetings.join") } : {})}
    >
      <Icon name="video" />
      {!iconOnly && t("meetings.join")}
    </a>
  );
}

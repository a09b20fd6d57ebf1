import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { ifOurs } from "./trust.ts";
import "./button.css";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger" | "link";

type Native = Omit<JSX.IntrinsicElements["button"], "onClick" | "icon" | "children" | "type">;

interface ButtonProps extends Native {
  children: ComponentChildren;
  look?: ButtonLook;
  icon?: IconName;
  wide?: boolean;
  submit?: boolean;
  /** Not called for clicks a script made, nor while the frame is covered. */
  onPress?: ((event: MouseEvent) => void) | undefined;
}

/** Wraps a click so that only a person's own counts. */
export const pressed = (onPress: ((event: MouseEvent) => void) | undefined) => (event: MouseEvent) => {
  if (!event.isTrusted) event.preventDefault();
  else if (onPress) ifOurs(event, () => onPress(event));
};

export function Button({ children, look = "secondary", icon, wide, submit, onPress, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      class={`button button-${look}${wide ? " button-wide" : ""} ${rest.class ?? ""}`}
      onClick={pressed(onPress)}
    >
      {icon && <Icon name={icon} size={look === "link" ? 14 : 16} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "wide" | "submit"> {
  icon: IconName;
  /** The name screen readers say, and the tooltip. */
  label: string;
  flips?: boolean;
}

export function IconButton({ icon, label, look = "quiet", flips = false, onPress, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      class={`button button-${look} button-icon ${rest.class ?? ""}`}
      aria-label={label}
      title={label}
      onClick={pressed(onPress)}
    >
      <Icon name={icon} flips={flips} />
    </button>
  );
}

import { type ComponentChildren, Fragment } from "preact";
import { Button, type ButtonLook, IconButton, pressed } from "./button.tsx";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { moveFocus } from "./keys.ts";
import { Popover } from "./popover.tsx";
import { usePopover } from "./use-popover.ts";

export interface MenuItem {
  label: string;
  detail?: string | undefined;
  icon?: IconName | undefined;
  danger?: boolean;
  /** With a value that one of several items has: drawn with a mark, and announced. */
  checked?: boolean;
  /** A line above it. */
  apart?: boolean;
  onChoose: () => void;
}

export function MenuItems({ items, onChosen }: { items: readonly MenuItem[]; onChosen: () => void }) {
  return items.map((item) => (
    <Fragment key={item.label}>
      {item.apart && <hr class="menu-line" />}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: the radio has it, the other leaves it out */}
      <button
        type="button"
        class={item.danger ? "menu-item menu-item-danger" : "menu-item"}
        role={item.checked === undefined ? "menuitem" : "menuitemradio"}
        aria-checked={item.checked}
        tabIndex={-1}
        onClick={pressed(() => {
          onChosen();
          item.onChoose();
        })}
      >
        {item.icon && <Icon name={item.icon} />}
        <span class="menu-item-words">{item.label}</span>
        {item.detail && <span class="menu-item-detail">{item.detail}</span>}
        {item.checked && <Icon name="check" size={14} />}
      </button>
    </Fragment>
  ));
}

interface MenuProps {
  /** What the button says; with `icon` alone it is the name and the tooltip. */
  label: string;
  icon?: IconName;
  iconOnly?: boolean;
  look?: ButtonLook;
  items: readonly MenuItem[];
  children?: ComponentChildren;
  class?: string;
}

/** A button that opens a list of acts. Arrows move, Enter acts, Escape closes. */
export function Menu({ label, icon, iconOnly = false, look = "quiet", items, children, class: className }: MenuProps) {
  const { open, anchor, toggle, close, dismissed } = usePopover();
  const common = { "aria-haspopup": "menu" as const, "aria-expanded": open.value, onPress: toggle, look };
  return (
    <span ref={anchor} class={`menu-anchor ${className ?? ""}`}>
      {iconOnly && icon ? (
        <IconButton {...common} icon={icon} label={label} />
      ) : (
        <Button {...common} {...(icon ? { icon } : {})}>
          {children ?? label}
        </Button>
      )}
      {open.value && (
        <Popover
          anchor={anchor}
          label={label}
          role="menu"
          onClose={dismissed}
          onKeyDown={(event) => moveFocus(event, "[role^=menuitem]")}
        >
          <MenuItems items={items} onChosen={close} />
        </Popover>
      )}
    </span>
  );
}

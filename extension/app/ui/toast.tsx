import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button, IconButton } from "./button.tsx";
import "./toast.css";

interface ToastAct {
  label: string;
  onPress: () => void;
}

interface ToastEntry {
  id: number;
  message: string;
  act: ToastAct | null;
}

/** How long a toast stands, not counting while it is pointed at or has the focus. */
export const TOAST_MS = 10_000;

const toasts = signal<readonly ToastEntry[]>([]);
let count = 0;

/** Says what just happened; the newest takes the place of the one before. */
export function showToast(message: string, act: ToastAct | null = null): void {
  count += 1;
  toasts.value = [{ id: count, message, act }];
}

function Toast({ entry, closeLabel }: { entry: ToastEntry; closeLabel: string }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const close = () => {
    toasts.value = toasts.value.filter((other) => other.id !== entry.id);
  };
  const wait = () => clearTimeout(timer.current);
  const go = () => {
    wait();
    timer.current = setTimeout(close, TOAST_MS);
  };
  useEffect(() => {
    go();
    return wait;
  }, []);
  const { act } = entry;
  return (
    <div class="toast" role="status" onPointerEnter={wait} onPointerLeave={go} onFocusIn={wait} onFocusOut={go}>
      <span class="toast-words">{entry.message}</span>
      {act && (
        <Button
          look="primary"
          onPress={() => {
            close();
            act.onPress();
          }}
        >
          {act.label}
        </Button>
      )}
      <IconButton icon="close" label={closeLabel} onPress={close} />
    </div>
  );
}

/** Once per page. */
export function Toasts({ closeLabel }: { closeLabel: string }) {
  return (
    <div class="toasts" aria-live="polite">
      {toasts.value.map((entry) => (
        <Toast key={entry.id} entry={entry} closeLabel={closeLabel} />
      ))}
    </div>
  );
}

// What leaves the house from a person's card: a mail, an invitation.
import { useSignal } from "@preact/signals";
import type { Contact } from "#shared/crm/contact.ts";
import { Button } from "../ui/button.tsx";
import { t } from "../words.ts";
import { ScheduleDialog } from "./schedule.tsx";
import { type ReplyTo, WriteDialog } from "./write.tsx";
import "./acting.css";

interface ActingProps {
  contact: Contact;
  replyTo: ReplyTo | null;
}

export function Acting({ contact, replyTo }: ActingProps) {
  const open = useSignal<"write" | "schedule" | null>(null);
  const close = () => {
    open.value = null;
  };
  return (
    <span class="acting">
      <Button
        look="quiet"
        icon="send"
        aria-haspopup="dialog"
        onPress={() => {
          open.value = "write";
        }}
      >
        {t("acting.write")}
      </Button>
      <Button
        look="quiet"
        icon="meeting"
        aria-haspopup="dialog"
        onPress={() => {
          open.value = "schedule";
        }}
      >
        {t("acting.schedule")}
      </Button>
      {open.value === "write" && <WriteDialog contact={contact} replyTo={replyTo} onClose={close} />}
      {open.value === "schedule" && <ScheduleDialog contact={contact} onClose={close} />}
    </span>
  );
}

// A meeting with somebody: a free time of mine, an invitation to them.
import { useComputed, useSignal } from "@preact/signals";
import type { Contact } from "#shared/crm/contact.ts";
import { AppError } from "#shared/errors.ts";
import type { MailboxView } from "#shared/mailbox.ts";
import { ask, newId } from "../ask.ts";
import { live } from "../live.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { LabelledInput } from "../ui/labelled.tsx";
import { Notice } from "../ui/notice.tsx";
import { showToast } from "../ui/toast.tsx";
import { formatMoment, problemWords, t } from "../words.ts";
import { FromMailbox } from "./from-mailbox.tsx";
import { NoMailbox, NotNow } from "./no-mailbox.tsx";
import { TimePicker } from "./time-picker.tsx";
import { useMailbox } from "./use-mailbox.ts";
import "./acting.css";

const lengths = [15, 30, 45, 60] as const;

interface ScheduleDialogProps {
  contact: Contact;
  onClose: () => void;
}

export function ScheduleDialog({ contact, onClose }: ScheduleDialogProps) {
  const usable = useMailbox("calendar");
  return (
    <Dialog title={t("acting.plan", [contact.name])} closeLabel={t("common.close")} onClose={onClose}>
      {usable.state === "some" ? (
        <ScheduleForm contact={contact} mailboxes={usable.mailboxes} onDone={onClose} />
      ) : (
        <NoMailbox usable={usable} title={t("acting.cannotSchedule")} how={t("acting.cannotScheduleMore")} />
      )}
    </Dialog>
  );
}

const myName = () => {
  const session = live.session.value;
  return session?.kind === "signedIn" ? session.user.name : "";
};

interface ScheduleFormProps {
  contact: Contact;
  mailboxes: readonly [MailboxView, ...MailboxView[]];
  onDone: () => void;
}

function ScheduleForm({ contact, mailboxes, onDone }: ScheduleFormProps) {
  const mailboxId = useSignal(mailboxes[0].id);
  const minutes = useSignal(30);
  const start = useSignal<Date | null>(null);
  const title = useSignal(t("acting.whatDefault", [contact.name, myName()]));
  const text = useSignal("");
  const wantsVideo = useSignal(true);
  const isBusy = useSignal(false);
  const trouble = useSignal<AppError | null>(null);
  /** One id for one meeting, however often it is tried. */
  const id = useSignal(newId());
  const address = contact.emails[0];
  const canSend = useComputed(() => start.value !== null && title.value.trim() !== "" && !isBusy.value);

  const submit = async () => {
    if (!canSend.value || !start.value || !address) return;
    isBusy.value = true;
    trouble.value = null;
    const startsAt = start.value.toISOString();
    const endsAt = new Date(start.value.getTime() + minutes.value * 60_000).toISOString();
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const what = { title: title.value.trim(), text: text.value.trim(), location: null, wantsVideo: wantsVideo.value };
    const attendees = [{ name: contact.name, address }];
    try {
      const own = { id: id.value, mailboxId: mailboxId.value };
      await ask("schedule.create", { ...own, ...what, startsAt, endsAt, timeZone, attendees });
      showToast(t("acting.invited", [contact.name, formatMoment(startsAt)]));
      onDone();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      isBusy.value = false;
      trouble.value = error;
      // Refused, it was not made; the next try is another meeting.
      if (error.code !== "unavailable") id.value = newId();
    }
  };

  if (!address) return <Notice icon="mail" title={t("acting.noAddress", [contact.name])} />;
  return (
    <form class="acting-form" noValidate onSubmit={(event) => event.preventDefault()}>
      <FromMailbox mailboxes={mailboxes} chosen={mailboxId} />
      <fieldset class="acting-lengths">
        <legend class="labelled-label">{t("acting.howLong")}</legend>
        <div class="segments">
          {lengths.map((length) => (
            <label key={length} class="segment">
              <input
                type="radio"
                class="only-read"
                name="minutes"
                aria-label={t("acting.minutes", [String(length)])}
                checked={minutes.value === length}
                onChange={() => {
                  minutes.value = length;
                }}
              />
              <span class="segment-words numbers">{length}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TimePicker mailboxId={mailboxId.value} minutes={minutes.value} start={start} />
      <LabelledInput
        label={t("acting.what")}
        value={title.value}
        onValue={(value) => {
          title.value = value;
        }}
      />
      <label class="acting-check">
        <input
          type="checkbox"
          checked={wantsVideo.value}
          onChange={(event) => {
            wantsVideo.value = event.currentTarget.checked;
          }}
        />
        <span>{t("acting.video")}</span>
      </label>
      <textarea
        class="input acting-words"
        dir="auto"
        rows={2}
        maxLength={5_000}
        aria-label={t("acting.words")}
        placeholder={t("acting.words")}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      {trouble.value?.code === "unavailable" && <NotNow error={trouble.value} />}
      {trouble.value && trouble.value.code !== "unavailable" && (
        <Notice icon="warning" tone="late" title={problemWords(trouble.value)} />
      )}
      <div class="acting-foot">
        <p class="small soft">{t("acting.invites", [contact.name])}</p>
        <Button look="primary" icon="send" aria-disabled={!canSend.value || undefined} onPress={() => void submit()}>
          {isBusy.value ? t("acting.inviting") : t("acting.invite")}
        </Button>
      </div>
    </form>
  );
}

// A mail through one's own mailbox: plain, to people one can see, sent once.
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Contact } from "#shared/crm/contact.ts";
import type { MailboxView } from "#shared/mailbox.ts";
import type { Outgoing } from "../../views.ts";
import { ask, newId } from "../ask.ts";
import { useAnswer } from "../live.ts";
import { parseInput } from "../records/parse.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { LabelledInput } from "../ui/labelled.tsx";
import { showToast } from "../ui/toast.tsx";
import { ifOurs } from "../ui/trust.ts";
import { formatList, t, wordOf } from "../words.ts";
import { tellProblem } from "./act.ts";
import { keepDraft, readDraft } from "./drafts.ts";
import { FromMailbox } from "./from-mailbox.tsx";
import { NoMailbox } from "./no-mailbox.tsx";
import { SendStatus } from "./send-status.tsx";
import { useMailbox } from "./use-mailbox.ts";
import "./acting.css";

/** The mail on screen that is answered. */
export interface ReplyTo {
  activityId: string;
  subject: string;
}

interface WriteDialogProps {
  contact: Contact;
  replyTo: ReplyTo | null;
  onClose: () => void;
}

export function WriteDialog({ contact, replyTo, onClose }: WriteDialogProps) {
  const usable = useMailbox("send");
  const { value: outgoing } = useAnswer("send.list", { contactId: contact.id }, ["send"]);
  return (
    <Dialog
      title={t(replyTo ? "acting.reply" : "acting.newMail", [contact.name])}
      closeLabel={t("common.close")}
      onClose={onClose}
    >
      {usable.state === "some" && outgoing ? (
        <MailForm {...{ contact, replyTo, outgoing }} mailboxes={usable.mailboxes} onSent={onClose} />
      ) : (
        <NoMailbox
          usable={usable.state === "some" ? { state: "asking" } : usable}
          title={t("acting.cannotSend")}
          how={t("acting.cannotSendMore")}
        />
      )}
    </Dialog>
  );
}

interface MailFormProps {
  contact: Contact;
  replyTo: ReplyTo | null;
  /** Mails to them that have left this form and are kept. */
  outgoing: readonly Outgoing[];
  mailboxes: readonly [MailboxView, ...MailboxView[]];
  onSent: () => void;
}

const answerSubject = (subject: string) => (/^re:/iu.test(subject) ? subject : `Re: ${subject}`);

function MailForm({ contact, replyTo, outgoing, mailboxes, onSent }: MailFormProps) {
  const inReplyTo = replyTo?.activityId ?? null;
  const draft = `mail ${contact.id} ${inReplyTo ?? ""}`;
  /** What did not go out is taken up again, after a reload too. */
  const [left] = useState(() =>
    outgoing.find((one) => !one.isOnCard && one.state !== "sent" && one.request.inReplyTo === inReplyTo),
  );
  const before = left?.request;
  const mailboxId = useSignal((mailboxes.find((one) => one.id === before?.mailboxId) ?? mailboxes[0]).id);
  const to = useSignal(before?.to.map(({ address }) => address).join(", ") ?? contact.emails[0] ?? "");
  const answered = replyTo ? answerSubject(replyTo.subject) : "";
  const subject = useSignal(readDraft(`${draft} subject`) || before?.subject || answered);
  const text = useSignal(readDraft(`${draft} text`) || before?.text || "");
  const problem = useSignal<{ to?: string; subject?: string; text?: string }>({});
  /** One id for one mail, however often it is tried; another once it was refused. */
  const id = useSignal(left?.id ?? newId());
  const current = outgoing.find((one) => one.id === id.value);
  const isUnderWay = current !== undefined && current.state !== "refused" && current.state !== "offline";
  const addresses = addressesIn(to.value);

  const forgetDraft = () => {
    keepDraft(`${draft} subject`, "");
    keepDraft(`${draft} text`, "");
  };

  // Here or behind this dialog: whoever wrote it is told once.
  const isSent = current?.state === "sent";
  useEffect(() => {
    if (!current || !isSent) return;
    forgetDraft();
    showToast(t("acting.sent", [namesOf(current.request.to)]));
    onSent();
  }, [isSent]);

  const submit = async () => {
    const missing = {
      ...(addresses.problem ? { to: addresses.problem } : {}),
      ...(subject.value.trim() ? {} : { subject: t("acting.subjectMissing") }),
      ...(text.value.trim() ? {} : { text: t("acting.textMissing") }),
    };
    problem.value = missing;
    if (Object.keys(missing).length > 0 || isUnderWay) return;
    if (current?.state === "refused") id.value = newId();
    const people = addresses.list.map((address) => ({ name: nameOf(contact, address), address }));
    const what = { subject: subject.value.trim(), text: text.value, inReplyTo };
    const request = { id: id.value, mailboxId: mailboxId.value, to: people, cc: [], ...what };
    try {
      const { state, isOnCard } = await ask("send.mail", { contactId: contact.id, request });
      // The disk has the words now, and the card what becomes of them.
      if (isOnCard) forgetDraft();
      if (state === "waiting" || state === "sending") onSent();
    } catch (error) {
      tellProblem(error);
    }
  };

  return (
    <form
      class="acting-form"
      noValidate
      // Enter in a line sends nothing: what leaves the house is pressed for.
      onSubmit={(event) => event.preventDefault()}
    >
      <FromMailbox mailboxes={mailboxes} chosen={mailboxId} />
      <LabelledInput
        label={t("acting.to")}
        value={to.value}
        dir="ltr"
        problem={problem.value.to ?? null}
        onValue={(value) => {
          to.value = value;
          problem.value = {};
        }}
      />
      <LabelledInput
        label={t("acting.subject")}
        value={subject.value}
        problem={problem.value.subject ?? null}
        onValue={(value) => {
          subject.value = value;
          keepDraft(`${draft} subject`, value);
          problem.value = {};
        }}
      />
      <label class="labelled">
        <span class="labelled-label">{t("acting.text")}</span>
        <textarea
          class="input acting-text"
          dir="auto"
          rows={8}
          maxLength={100_000}
          aria-invalid={Boolean(problem.value.text)}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            keepDraft(`${draft} text`, event.currentTarget.value);
            problem.value = {};
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            ifOurs(event, () => void submit());
          }}
        />
        {problem.value.text && <span class="labelled-more late">{problem.value.text}</span>}
      </label>
      {current && !isSent && <SendStatus outgoing={current} onAgain={() => void submit()} />}
      <div class="acting-foot">
        <p class="small soft">
          {addresses.list.length > 0 &&
            t("acting.goesTo", [
              namesOf(addresses.list.map((address) => ({ name: nameOf(contact, address), address }))),
            ])}
        </p>
        <Button look="primary" icon="send" aria-disabled={isUnderWay || undefined} onPress={() => void submit()}>
          {t("acting.send")}
        </Button>
      </div>
    </form>
  );
}

const nameOf = (contact: Contact, address: string) => (contact.emails.includes(address) ? contact.name : "");

const namesOf = (people: readonly { name: string; address: string }[]) =>
  formatList(people.map(({ name, address }) => name || address));

function addressesIn(typed: string): { list: string[]; problem: string | null } {
  const parsed = parseInput({ kind: "emails", nullable: false }, typed);
  if (!parsed.ok) return { list: [], problem: wordOf("records.problem", parsed.problem) };
  const list = parsed.value as string[];
  return { list, problem: list.length === 0 ? wordOf("records.problem", "notEmail") : null };
}

// A new person or company by hand: little is asked, the rest is filled in on the page it opens.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { AppError } from "#shared/errors.ts";
import { mutate, mutations, newId } from "../ask.ts";
import { findMe, undo } from "../crm/act.ts";
import { useAnswer } from "../live.ts";
import { problemText } from "../records/labels.ts";
import { parseInput } from "../records/parse.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { LabelledInput } from "../ui/labelled.tsx";
import { showToast } from "../ui/toast.tsx";
import { fieldLabel, problemWords, t } from "../words.ts";
import { go } from "./place.ts";
import type { Route } from "./route.ts";

/** Which of the two is being made; null while neither. */
export const creating = signal<"contact" | "company" | null>(null);

const close = () => {
  creating.value = null;
};

export function CreateDialog() {
  if (creating.value === "contact") return <NewPerson />;
  if (creating.value === "company") return <NewCompany />;
  return null;
}

/** Opens what was made, with Undo; the words of the problem where it was not. */
async function make(run: () => Promise<{ mutationId: string }>, name: string, place: Route): Promise<string | null> {
  try {
    const { mutationId } = await run();
    close();
    go(place);
    showToast(t("dashboard.created", [name]), { label: t("common.undo"), onPress: () => void undo(mutationId) });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problemWords(error);
  }
}

interface FrameProps {
  title: string;
  problem: string | null;
  onKeep(): void;
  children: preact.ComponentChildren;
}

function Frame({ title, problem, onKeep, children }: FrameProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  return (
    <Dialog title={title} closeLabel={t("common.close")} onClose={close}>
      <form
        ref={form}
        class="create"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (event.isTrusted) onKeep();
        }}
      >
        {children}
        {problem && (
          <p class="late" role="alert">
            {problem}
          </p>
        )}
        <div class="create-foot">
          <Button onPress={close}>{t("dashboard.cancel")}</Button>
          <Button look="primary" submit>
            {t("dashboard.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function NewPerson() {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const [wrong, setWrong] = useState<{ name?: string; email?: string; all?: string }>({});
  // Somebody with this very address is offered before a second one is made.
  const isAddress = /^\S+@\S+$/.test(email.trim());
  const known = useAnswer("search.find", isAddress ? { text: email.trim(), limit: 1 } : null, ["contact"]).value
    ?.people[0];
  const same = known?.contact.emails.includes(email.trim().toLowerCase()) ? known.contact : null;

  const keep = async () => {
    const parsedName = parseInput({ kind: "text", nullable: false }, name, { required: true });
    const emails = parseInput({ kind: "emails", nullable: false }, email);
    const phones = parseInput({ kind: "phones", nullable: false }, phone);
    if (!parsedName.ok || !emails.ok || !phones.ok) {
      setWrong({
        ...(parsedName.ok ? {} : { name: t("dashboard.nameNeeded") }),
        ...(emails.ok ? {} : { email: problemText(emails.problem, emails.part) }),
      });
      return;
    }
    const id = newId();
    const record = {
      name: parsedName.value as string,
      title: null,
      companyId: null,
      emails: emails.value as string[],
      phones: phones.value as string[],
      address: null,
      lifecycle: "lead" as const,
      source: null,
      ownerId: findMe()?.memberId ?? null,
      lastContactAt: null,
    };
    const problem = await make(() => mutate(mutations.contact.create, { id, record }), record.name, {
      screen: "person",
      id,
    });
    if (problem) setWrong({ all: problem });
  };

  return (
    <Frame title={t("dashboard.newPerson")} problem={wrong.all ?? null} onKeep={() => void keep()}>
      <LabelledInput
        label={fieldLabel("contact", "name")}
        value={name}
        onValue={setName}
        problem={wrong.name ?? null}
        autoComplete="off"
      />
      <LabelledInput
        label={fieldLabel("contact", "emails")}
        value={email}
        onValue={setEmail}
        problem={wrong.email ?? null}
        autoComplete="off"
      />
      {same && (
        <p class="create-same">
          {t("dashboard.knownAlready", [same.name])}{" "}
          <Button
            look="link"
            onPress={() => {
              close();
              go({ screen: "person", id: same.id });
            }}
          >
            {t("dashboard.openInstead")}
          </Button>
        </p>
      )}
      <LabelledInput label={fieldLabel("contact", "phones")} value={phone} onValue={setPhone} autoComplete="off" />
    </Frame>
  );
}

function NewCompany() {
  const [name, setName] = useState("");
  const [domain, setDomain] = useState("");
  const [wrong, setWrong] = useState<{ name?: string; all?: string }>({});

  const keep = async () => {
    if (!name.trim()) return setWrong({ name: t("dashboard.nameNeeded") });
    const id = newId();
    const record = {
      name: name.trim(),
      domain: parseDomain(domain),
      website: null,
      phones: [],
      address: null,
      ownerId: findMe()?.memberId ?? null,
    };
    const problem = await make(() => mutate(mutations.company.create, { id, record }), record.name, {
      screen: "company",
      id,
    });
    if (problem) setWrong({ all: problem });
  };

  return (
    <Frame title={t("dashboard.newCompany")} problem={wrong.all ?? null} onKeep={() => void keep()}>
      <LabelledInput
        label={fieldLabel("company", "name")}
        value={name}
        onValue={setName}
        problem={wrong.name ?? null}
        autoComplete="off"
      />
      <LabelledInput
        label={fieldLabel("company", "domain")}
        value={domain}
        onValue={setDomain}
        hint={t("dashboard.domainHint")}
        autoComplete="off"
      />
    </Frame>
  );
}

/** People paste whole web addresses where a domain is asked for. */
function parseDomain(typed: string): string | null {
  const bare = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/^www\./, "")
    .replace(/[/?#].*$/, "");
  return bare || null;
}

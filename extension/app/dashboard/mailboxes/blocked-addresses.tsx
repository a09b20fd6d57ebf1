// Addresses and domains whose mail Kith must not have: mine, and those a manager blocks for everybody.
import { useState } from "preact/hooks";
import { isAtLeast } from "#shared/access.ts";
import type { Block } from "#shared/crm/sharing.ts";
import { AppError } from "#shared/errors.ts";
import { mutate, mutations, newId } from "../../ask.ts";
import { act, findMe, keep, tellProblem } from "../../crm/act.ts";
import { useAnswer } from "../../live.ts";
import { Button } from "../../ui/button.tsx";
import { LabelledInput } from "../../ui/labelled.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { t } from "../../words.ts";

export function BlockedAddresses() {
  const { value } = useAnswer("blocks.list", {}, ["block"]);
  return (
    <section class="setting" aria-labelledby="blocked">
      <h2 id="blocked">{t("mailboxes.blocks.title")}</h2>
      <p class="soft">{t("mailboxes.blocks.more")}</p>
      <BlockForm />
      {!value && <SkeletonRows rows={2} />}
      {value && value.length > 0 && (
        <ul class="setting-list" aria-label={t("mailboxes.blocks.title")}>
          {value.map((block) => (
            <BlockRow key={block.id} block={block} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BlockForm() {
  const me = findMe();
  const [pattern, setPattern] = useState("");
  const [forAll, setForAll] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isManager = me !== null && isAtLeast(me.role, "manager");

  const block = async () => {
    const typed = pattern.trim().toLowerCase().replace(/^@/, "");
    if (!typed) return setProblem(t("mailboxes.blocks.problem"));
    try {
      const kept = await mutate(mutations.block.add, { id: newId(), pattern: typed, forAll: isManager && forAll });
      await keep(async () => kept, t("mailboxes.blocks.added", [typed]));
      setPattern("");
    } catch (error) {
      if (error instanceof AppError && error.code === "invalid") setProblem(t("mailboxes.blocks.problem"));
      else tellProblem(error);
    }
  };

  return (
    <form
      class="block-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (event.isTrusted) void block();
      }}
    >
      <LabelledInput
        label={t("mailboxes.blocks.label")}
        dir="ltr"
        value={pattern}
        hint={t("mailboxes.blocks.hint")}
        problem={problem}
        onValue={(value) => {
          setPattern(value);
          setProblem(null);
        }}
      />
      <Button submit>{t("mailboxes.blocks.add")}</Button>
      {isManager && (
        <label class="setting-option block-all">
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.currentTarget.checked)} />
          <span>{t("mailboxes.blocks.forAll")}</span>
        </label>
      )}
    </form>
  );
}

function BlockRow({ block }: { block: Block }) {
  const me = findMe();
  const isTeams = block.privateTo === null;
  const mayRemove = !isTeams || (me !== null && isAtLeast(me.role, "manager"));
  return (
    <li class="setting-row">
      <span class="setting-row-words">
        <bdi dir="ltr">{block.pattern}</bdi>
        <span class="soft small">
          {isTeams ? t("mailboxes.blocks.isForAll") : t("mailboxes.blocks.isForMe")}
          {!block.pattern.includes("@") && ` · ${t("mailboxes.blocks.subdomains")}`}
        </span>
      </span>
      {mayRemove && (
        <Button
          look="quiet"
          aria-label={`${t("mailboxes.blocks.remove")}: ${block.pattern}`}
          onPress={() =>
            void act(mutations.block.remove, { id: block.id }, { said: t("mailboxes.blocks.removed", [block.pattern]) })
          }
        >
          {t("mailboxes.blocks.remove")}
        </Button>
      )}
    </li>
  );
}

// Search and command palette in one: people and companies as one types, and everything that can be done.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { SearchResult } from "../../views.ts";
import { ask } from "../ask.ts";
import { live } from "../live.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../words.ts";
import { type Command, commandsFor } from "./commands.ts";
import { go } from "./place.ts";

const FOUND_AT_ONCE = 8;
const nothing: SearchResult = { people: [], companies: [] };
const isMac = /mac/i.test(navigator.platform);

interface Choice {
  key: string;
  group: string;
  name: string;
  detail: string;
  /** The keys that do the same. */
  keys: readonly string[];
  icon: preact.ComponentChild;
  act: () => void;
}

/** What was found, and for which text; what was found before stays in view until then. */
function useFound(text: string, isOpen: boolean) {
  const [found, setFound] = useState<{ text: string; result: SearchResult }>({ text: "", result: nothing });
  useEffect(() => {
    if (!isOpen || found.text === text) return;
    let isWanted = true;
    const show = (result: SearchResult) => isWanted && setFound({ text, result });
    if (text) ask("search.find", { text, limit: FOUND_AT_ONCE }).then(show, () => show(nothing));
    else show(nothing);
    return () => {
      isWanted = false;
    };
  }, [text, isOpen]);
  return found;
}

function choicesOf(found: SearchResult, text: string): Choice[] {
  const people = found.people.map(
    ({ contact, company }): Choice => ({
      key: contact.id,
      group: t("dashboard.title.people"),
      name: contact.name,
      detail: [company?.name, contact.emails[0]].filter(Boolean).join(" · "),
      keys: [],
      icon: <Avatar name={contact.name} seed={contact.emails[0] ?? contact.name} size={24} />,
      act: () => go({ screen: "person", id: contact.id }),
    }),
  );
  const companies = found.companies.map(
    (company): Choice => ({
      key: company.id,
      group: t("dashboard.title.companies"),
      name: company.name,
      detail: company.domain ?? "",
      keys: [],
      icon: <Icon name="company" />,
      act: () => go({ screen: "company", id: company.id }),
    }),
  );
  const commands = commandsFor(live.session.value, text).map(
    (command: Command): Choice => ({
      key: command.key,
      group: t("dashboard.commands"),
      name: command.words,
      detail: "",
      keys: command.keys?.split(" ") ?? [],
      icon: <Icon name={command.icon} />,
      act: command.act,
    }),
  );
  return [...people, ...companies, ...commands];
}

export function SearchBox() {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const wanted = text.trim();
  const found = useFound(wanted, isOpen);
  const choices = choicesOf(found.result, text);
  /** Enter came before the answer: what was found for an earlier text must not be opened in its place. */
  const enterDue = useRef<string | null>(null);

  useEffect(() => {
    if (enterDue.current === found.text && found.text === wanted) choose(choices[0]);
  }, [found]);
  useEffect(() => {
    if (isOpen) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, isOpen, listId]);

  const close = () => {
    setOpen(false);
    setText("");
    input.current?.blur();
  };
  const choose = (choice: Choice | undefined) => {
    enterDue.current = null;
    if (!choice) return;
    close();
    choice.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") setActive(Math.min(choices.length - 1, active + 1));
    else if (event.key === "ArrowUp") setActive(Math.max(0, active - 1));
    else if (event.key === "Enter") {
      // What stands in the input may be a key ahead of what was drawn last.
      const written = (event.currentTarget as HTMLInputElement).value.trim();
      if (found.text === written && wanted === written) choose(choices[active]);
      else enterDue.current = written;
    } else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search
      class="search"
      onFocusOut={(event) => {
        if (document.hasFocus() && !(event.currentTarget as Node).contains(event.relatedTarget as Node | null))
          setOpen(false);
      }}
    >
      <Icon name="search" />
      <input
        ref={input}
        class="search-input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        aria-label={t("dashboard.search")}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && choices[active] ? `${listId}-${active}` : undefined}
        placeholder={t("dashboard.search")}
        value={text}
        onFocus={() => setOpen(true)}
        onInput={(event) => {
          enterDue.current = null;
          setOpen(true);
          setActive(0);
          setText(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <kbd class="search-key">{isMac ? "⌘K" : "Ctrl K"}</kbd>
      <div class="search-found" id={listId} role="listbox" aria-label={t("dashboard.search")} hidden={!isOpen}>
        {choices.map((choice, index) => (
          <SearchChoice
            key={choice.key}
            id={`${listId}-${index}`}
            choice={choice}
            isFirst={choice.group !== choices[index - 1]?.group}
            isActive={index === active}
            onPoint={() => setActive(index)}
            onChoose={() => choose(choice)}
          />
        ))}
        {choices.length === 0 && <p class="search-nothing">{t("dashboard.nothingFound", [text])}</p>}
      </div>
    </search>
  );
}

interface SearchChoiceProps {
  id: string;
  choice: Choice;
  isFirst: boolean;
  isActive: boolean;
  onPoint(): void;
  onChoose(): void;
}

function SearchChoice({ id, choice, isFirst, isActive, onPoint, onChoose }: SearchChoiceProps) {
  return (
    <>
      {isFirst && (
        <div class="search-group" role="presentation">
          {choice.group}
        </div>
      )}
      {/* biome-ignore lint/a11y: the combobox has the focus and handles the keys */}
      <div
        id={id}
        role="option"
        class={isActive ? "search-choice search-choice-active" : "search-choice"}
        aria-selected={isActive}
        onPointerDown={(event) => event.preventDefault()}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        <span class="search-icon">{choice.icon}</span>
        <bdi class="line">{choice.name}</bdi>
        <bdi class="line soft small">{choice.detail}</bdi>
        <span class="search-keys" dir="ltr" aria-hidden="true">
          {choice.keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      </div>
    </>
  );
}

import { fileURLToPath } from "node:url";
import { parseMessagesFile } from "@wxt-dev/i18n/build";
import { beforeAll, expect, test } from "vitest";
import { entities, mutationNames } from "#shared/crm/index.ts";
import { errorCodes } from "#shared/errors.ts";
import { fieldsByEntity } from "./records/fields.ts";

const languages = ["en", "de", "ar"] as const;
const locale = (language: string) => fileURLToPath(new URL(`../locales/${language}.yml`, import.meta.url));

/** What a message takes: plural forms, and the places it leaves open. */
interface Shape {
  plural: boolean;
  places: string[];
}
const words: Record<string, Map<string, Shape>> = {};

beforeAll(async () => {
  for (const language of languages) {
    const parsed = await parseMessagesFile(locale(language));
    words[language] = new Map(
      parsed.map((message) => {
        const text = JSON.stringify(message);
        const places = [...new Set(text.match(/\$\d/g) ?? [])].sort();
        return [message.key.join("."), { plural: message.type === "plural", places }];
      }),
    );
  }
});

const registryKeys = [
  ...Object.keys(fieldsByEntity).flatMap((name) => {
    const { fields } = entities[name as keyof typeof fieldsByEntity];
    return Object.entries(fields).flatMap(([field, info]) => [
      `fields.${name}.${field}`,
      ...(info.options ?? []).map((option) => `choices.${name}.${field}.${option}`),
    ]);
  }),
  ...mutationNames.map((name) => `acts.${name.replaceAll(".", "_")}`),
  ...errorCodes.map((code) => `errors.${code}`),
];

test.each(languages)("in %s every field, choice, mutation and error of the registry has its word", (language) => {
  expect(registryKeys.filter((key) => !words[language]?.has(key))).toEqual([]);
});

test.each(["de", "ar"])("%s says everything English says, and nothing more", (language) => {
  const [ours, english] = [words[language] ?? new Map(), words.en ?? new Map()];
  expect([...english.keys()].filter((key) => !ours.has(key))).toEqual([]);
  expect([...ours.keys()].filter((key) => !english.has(key))).toEqual([]);
});

test.each(["de", "ar"])("%s leaves the same places open, and has plurals where English has them", (language) => {
  const differs = [...(words[language] ?? [])].filter(([key, shape]) => {
    const english = words.en?.get(key);
    return english && JSON.stringify(english) !== JSON.stringify(shape);
  });
  expect(differs.map(([key]) => key)).toEqual([]);
});

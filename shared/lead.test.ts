import fc from "fast-check";
import { expect, test } from "vitest";
import { companyNameOfDomain, readableName, suggestLead } from "./lead.ts";

const from = (name: string, address: string | null) => ({ name, address, role: "from" as const });
const lead = (name: string, address: string | null, ...texts: string[]) => suggestLead(from(name, address), texts);

test("name, title, company, phones and address come out of a signature", () => {
  const text = `Please send an offer.

Best regards,
Anna Berg
Head of Purchasing
Norvik AB
Phone: 08-5550 1234
Fax: +46 8 5550 1299
Mobile: +46 70 174 06 12
Hamngatan 12
411 14 Göteborg
Sweden
www.norvik.se`;
  expect(lead("Anna Berg", "anna.berg@norvik.se", text)).toEqual({
    name: "Anna Berg",
    email: "anna.berg@norvik.se",
    title: "Head of Purchasing",
    phones: ["+46855501234", "+46701740612"],
    address: "Hamngatan 12\n411 14 Göteborg\nSweden",
    company: { name: "Norvik AB", domain: "norvik.se" },
  });
});

test.each([
  [
    "German",
    "Mit freundlichen Grüßen\n%\nLeiter Einkauf\nFeldmann Technik GmbH\nSpreeufer 22, 10178 Berlin",
    "Leiter Einkauf",
    "Feldmann Technik GmbH",
    "Spreeufer 22, 10178 Berlin",
  ],
  [
    "French",
    "Cordialement,\n%\nResponsable des achats\nEaux Claires SARL\n14 quai de la Fosse, 44000 Nantes",
    "Responsable des achats",
    "Eaux Claires SARL",
    "14 quai de la Fosse, 44000 Nantes",
  ],
  [
    "Italian",
    "Cordiali saluti\n%\nDirettore tecnico - Officine Po S.r.l.\nVia Roma 5, 20121 Milano",
    "Direttore tecnico",
    "Officine Po S.r.l.",
    "Via Roma 5, 20121 Milano",
  ],
  [
    "Dutch",
    "Met vriendelijke groet,\n%\nInkoper | De Vries B.V.\nKeizersgracht 12, 1015 CS Amsterdam",
    "Inkoper",
    "De Vries B.V.",
    "Keizersgracht 12, 1015 CS Amsterdam",
  ],
  [
    "Polish",
    "Z poważaniem\n%\nKierownik zakupów, Marintek Sp. z o.o.\nul. Morska 8, 81-323 Gdynia",
    "Kierownik zakupów",
    "Marintek Sp. z o.o.",
    "ul. Morska 8, 81-323 Gdynia",
  ],
  [
    "British",
    "Kind regards,\n%\nHead of Engineering\nAldermoor Dairy Ltd\nUnit 4, Kestrel Way, Reading RG2 0FF",
    "Head of Engineering",
    "Aldermoor Dairy Ltd",
    "Unit 4, Kestrel Way, Reading RG2 0FF",
  ],
  [
    "American",
    "Thanks,\n%\nVP Sales at Pump Works, Inc.\n500 Main Street, Suite 3, Austin, TX 78701",
    "VP Sales",
    "Pump Works, Inc.",
    "500 Main Street, Suite 3, Austin, TX 78701",
  ],
  [
    "Japanese",
    "よろしくお願いいたします。\n%\n株式会社ミナト精機 購買部 課長\n〒105-0022 東京都港区海岸1-2-3",
    "購買部 課長",
    "株式会社ミナト精機",
    "〒105-0022 東京都港区海岸1-2-3",
  ],
])("signatures are read in other countries: %s", (_, signature, title, company, address) => {
  const found = lead("Kim Doe", "kim@pump.example", `A text before.\n\n${signature.replace("%", "Kim Doe")}`);
  expect(found).toMatchObject({ title, company: { name: company }, address });
});

test("words of the letter are never taken for the signature's", () => {
  const text = "Our director called +46 8 5550 1234 from 12 Main Street, 10178 Berlin.\nHe works for Norvik AB.";
  expect(lead("Anna Berg", "anna@acme.example", text)).toEqual({
    name: "Anna Berg",
    email: "anna@acme.example",
    title: null,
    phones: [],
    address: null,
    company: { name: "Acme", domain: "acme.example" },
  });
});

test("free mail names no company, unless the signature does", () => {
  expect(lead("Joe", "joe@gmail.com").company).toBeNull();
  expect(lead("Joe Hill", "joe@gmail.com", "Hi there.\n\nRegards,\nJoe Hill\nHill Heating LLC").company).toEqual({
    name: "Hill Heating LLC",
    domain: null,
  });
});

test("the newest signature that says something wins", () => {
  const old = "x\n\nRegards,\nAnna Berg\nBuyer\nNorvik AB";
  const now = "y\n\nRegards,\nAnna Berg\nHead of Purchasing\nNorvik AB";
  expect(lead("Anna Berg", "a@norvik.example", "Fine.", now, old).title).toBe("Head of Purchasing");
});

test.each([
  ["Berg, Anna", "a@x.example", "Anna Berg"],
  ['"Anna Berg"', "a@x.example", "Anna Berg"],
  ["Anna Berg (Norvik)", "a@x.example", "Anna Berg"],
  ["Sammy Davis, Jr.", "a@x.example", "Sammy Davis, Jr."],
  ["", "anna.berg@x.example", "Anna Berg"],
  ["", "info@x.example", "info@x.example"],
  ["anna@x.example", "anna@x.example", "anna@x.example"],
  ['<img src=x onerror=alert(1)> "Pat"', "p@x.example", '<img src=x onerror=alert(1)> "Pat'],
])("a name is made readable: %s", (name, address, readable) => {
  expect(readableName({ name, address })).toBe(readable);
});

test("a domain reads as a company's name", () => {
  expect(companyNameOfDomain("north-wind.co.uk")).toBe("North Wind");
  expect(companyNameOfDomain("xn--brse-5qa.example")).toBe("xn--brse-5qa.example");
});

test("somebody without an address keeps a name and gets no company from nowhere", () => {
  expect(lead("Anna Berg", null)).toMatchObject({ name: "Anna Berg", email: null, company: null });
});

test("whatever the text, a suggestion is made and fits the fields", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300 }),
      fc.array(fc.string({ maxLength: 2_000 }), { maxLength: 3 }),
      (name, texts) => {
        const found = suggestLead(from(name, "anna@norvik.se"), texts);
        expect(found.name.length).toBeGreaterThan(0);
        expect(found.phones.every((phone) => phone.length <= 60)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

import providers from "email-providers/all.json" with { type: "json" };
import fc from "fast-check";
import { expect, test } from "vitest";
import { companyDomain, isColleague, isFreeMail, isNobody, likelySame } from "./match.ts";

test.each([
  "no-reply@shop.example",
  "noreply2@shop.example",
  "do-not-reply@bank.example",
  "nicht-antworten@bahn.example",
  "ne-pas-repondre@poste.example",
  "mailer-daemon@mx.example",
  "postmaster@mx.example",
  "bounce-4711-anna=x.example@mx.example",
  "calendar-notification@google.com",
  "reply+abc123@reply.github.com",
  "team@lists.acme.example",
  "buyers@googlegroups.com",
])("nobody reads %s", (address) => {
  expect(isNobody(address)).toBe(true);
});

test.each([
  "anna.berg@norvik.example",
  "info@norvik.example",
  "newsome@x.example",
  "alerte.robert@x.example",
  "john.listman@x.example",
  "anna@list.com",
  "product-owner@acme.example",
])("somebody reads %s", (address) => {
  expect(isNobody(address)).toBe(false);
});

test("a name without an address is somebody", () => {
  expect(isNobody(null, "Anna Berg")).toBe(false);
});

test("the free-mail providers people use are known, and companies are not among them", () => {
  const free =
    "gmail.com googlemail.com outlook.com hotmail.co.uk live.nl yahoo.co.jp icloud.com me.com proton.me pm.me gmx.de web.de t-online.de orange.fr laposte.net libero.it seznam.cz mail.ru qq.com 163.com naver.com fastmail.com tuta.com posteo.de mailbox.org ziggo.nl online.no telia.com op.pl wp.pl btinternet.com comcast.net hey.com duck.com privaterelay.appleid.com";
  expect(free.split(" ").filter((domain) => !isFreeMail(domain))).toEqual([]);
  const companies = "apple.com google.com microsoft.com siemens.com bbc.co.uk ikea.com rabobank.nl norvik.example";
  expect(companies.split(" ").filter(isFreeMail)).toEqual([]);
});

test("what we add to the kept list is not in it already", () => {
  const known = new Set(providers);
  const source = isFreeMail("tuta.com");
  expect(source).toBe(true);
  expect(known.has("tuta.com")).toBe(false);
});

test("a company is known by the registrable part of its domain", () => {
  expect(companyDomain("a@mail.north-wind.co.uk")).toBe("north-wind.co.uk");
  expect(companyDomain("A@Sub.Norvik.SE")).toBe("norvik.se");
  expect(companyDomain("a@gmail.com")).toBeNull();
  expect(companyDomain("a@mail.yahoo.co.uk")).toBeNull();
  expect(companyDomain("a@[127.0.0.1]")).toBeNull();
  expect(companyDomain("a@localhost")).toBeNull();
});

test("a colleague is a member's very address, not a variant of it", () => {
  const members = ["lena@brightwater.example"];
  expect(isColleague("Lena@Brightwater.example", members)).toBe(true);
  for (const other of ["lena+x@brightwater.example", "l.ena@brightwater.example", "lenа@brightwater.example"])
    expect(isColleague(other, members)).toBe(false);
});

const known = (name: string, ...emails: string[]) => ({ id: name, name, emails });
const anna = known("Anna Berg", "anna.berg@norvik.example");
const likeness = (person: { name: string; address: string | null }, candidate = anna) =>
  likelySame(person, [candidate])[0]?.likeness;

test("the same mailbox with a tag, or with dots at Gmail, is likely the same person", () => {
  expect(likeness({ name: "", address: "anna.berg+offers@norvik.example" })).toBe("address");
  expect(likeness({ name: "", address: "j.o.e@googlemail.com" }, known("Joe", "joe@gmail.com"))).toBe("address");
  expect(likeness({ name: "", address: "annaberg@norvik.example" })).toBeUndefined();
});

test("the same name counts at the same company or where an address is private, in any order and without accents", () => {
  expect(likeness({ name: "Berg, Anna", address: "aberg@sales.norvik.example" })).toBe("name_and_company");
  expect(likeness({ name: "Anna Berg", address: "annab@gmail.com" })).toBe("name_and_private_address");
  const jose = known("José Núñez", "jn@gmail.com");
  expect(likeness({ name: "Jose Nunez", address: "jn@norvik.example" }, jose)).toBe("name_and_private_address");
  expect(likeness({ name: "Anna Berg", address: "anna@other.example" })).toBeUndefined();
  expect(likeness({ name: "Anna", address: "anna@gmail.com" }, known("Anna", "a@norvik.example"))).toBeUndefined();
});

test("where the page shows no address the name alone is offered", () => {
  expect(likeness({ name: "Anna Berg", address: null })).toBe("name");
});

test("whoever has the very address is known, not likely", () => {
  expect(likeness({ name: "Anna Berg", address: "Anna.Berg@norvik.example" })).toBeUndefined();
});

test("look-alike letters are other letters", () => {
  expect(likeness({ name: "Аnna Berg", address: "x@gmail.com" })).toBeUndefined();
  expect(likeness({ name: "", address: "аnna.berg+x@norvik.example" })).toBeUndefined();
  expect(likeness({ name: "Ａnna Berg", address: "x@gmail.com" })).toBeUndefined();
});

test("the likeliest comes first", () => {
  const found = likelySame({ name: "Anna Berg", address: "anna.berg+x@norvik.example" }, [
    known("Anna Berg", "annab@gmail.com"),
    known("Anna Berg", "aberg@norvik.example"),
    known("A. Berg", "anna.berg@norvik.example"),
  ]);
  expect(found.map((one) => one.likeness)).toEqual(["address", "name_and_company", "name_and_private_address"]);
});

test("no address and no name make matching fail", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, address) => {
      isNobody(address, name);
      companyDomain(address);
      likelySame({ name, address }, [anna]);
    }),
  );
});

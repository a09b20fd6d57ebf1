/** The people of the demo world. Numbers are from ranges kept free for fiction where a country has one. */
import type { Participant } from "./types.ts";

const person = (name: string, address: string): Participant => ({ name, address });

export const lena = person("Lena Vogt", "lena@brightwater.example");
export const robin = person("Robin Ekström", "robin@brightwater.example");
export const sam = person("Sam Okafor", "sam@brightwater.example");
export const maria = person("Maria Lindqvist", "maria@brightwater.example");
export const service = person("Brightwater Service", "service@brightwater.example");

export const anna = person("Anna Berg", "anna.berg@norvik.example");
export const annaElsewhere = person("Anna Berg", "anna.berg@berg-consulting.example");
export const henrik = person("Henrik Dahl", "henrik.dahl@norvik.example");
export const priya = person("Priya Raman", "priya.raman@aldermoor-dairy.example");
export const nadia = person("Nadia Haddad", "nadia+pumps@orchardhotels.example");
/** No Gmail address may hold an underscore, so this one can never be somebody's. */
export const joe = person("Joe Castellano", "joe_castellano@gmail.com");
export const juergen = person("Jürgen Feldmann", "j.feldmann@feldmann-wassertechnik.example");
export const camille = person("Camille Rousselet", "c.rousselet@eaux-claires.example");
export const sato = person("佐藤 健一", "k.sato@minato-seiki.example");
export const layla = person("ليلى منصور", "layla.mansour@khaleej-desal.example");
export const mikkel = person("Mikkel Holm", "mikkel@holmbryg.example");
export const hostile = person('<img src=x onerror=alert(1)> Pat "O\'Hara" & Sons', "pat@ohara-tools.example");
export const fluidworks = person("Fluidworks Weekly", "no-reply@news.fluidworks.example");
export const hydronet = person("Olga Petrenko via EU Water Buyers", "eu-water-buyers@lists.hydronet.example");
export const tender = person("Vergabeportal Rheinkreis", "noreply@vergabe-rheinkreis.example");

export const shipyard = {
  ingrid: person("Ingrid Halvorsen", "ingrid@halvorsen-verft.example"),
  ole: person("Ole Kristian Moen", "ole.moen@halvorsen-verft.example"),
  sigrid: person("Sigrid Aas", "sigrid.aas@halvorsen-verft.example"),
  pawel: person("Paweł Zieliński", "pawel.zielinski@marintek.example"),
  unnamed: person("", "drydock2@halvorsen-verft.example"),
  grace: person("Grace Lim", "grace.lim@seaclass.example"),
};

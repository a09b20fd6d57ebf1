// What Brightwater Pumps knows before the demo begins: customers who also write in the stand-in mailboxes, with the
// history one would expect of them, and the rest of a small address book. Numbers are from ranges kept for fiction.

export interface Customer {
  company: string;
  domain: string;
  phone?: string;
  address: string;
  people: Contact[];
}

export interface Contact {
  name: string;
  email: string;
  title: string;
  phone?: string;
  lifecycle: "suspect" | "lead" | "prospect" | "customer" | "former";
  owner: "lena" | "robin" | "sam";
  past?: Past[];
  /** Days from now, negative when overdue. */
  next?: { kind: "call" | "mail" | "todo"; title: string; inDays: number };
}

/** Something that was, days ago. */
export interface Past {
  kind: "mail" | "call" | "meeting" | "note";
  daysAgo: number;
  by: "lena" | "robin" | "sam";
  subject: string;
  text: string;
  direction?: "in" | "out";
}

const correspondents: Customer[] = [
  {
    company: "Norvik AB",
    domain: "norvik.example",
    phone: "+46 8 5550 1234",
    address: "Hamngatan 12\n411 14 Göteborg\nSweden",
    people: [
      {
        name: "Anna Berg",
        email: "anna.berg@norvik.example",
        title: "Head of Purchasing",
        phone: "+46 8 5550 1234",
        lifecycle: "customer",
        owner: "lena",
        past: [
          {
            kind: "meeting",
            daysAgo: 23,
            by: "lena",
            subject: "Fair in Göteborg",
            text: "Six BW-300 for Torslanda this winter, maybe eight. Decides before the end of October.",
          },
          {
            kind: "note",
            daysAgo: 22,
            by: "lena",
            subject: "",
            text: "Prefers calls after lunch. Henrik has the last word on anything technical.",
          },
          {
            kind: "mail",
            daysAgo: 10,
            by: "lena",
            subject: "Offer 2026-118, BW-300 for Torslanda",
            text: "Six BW-300 at 4,480 EUR each, delivery in week 48, two years of service included.",
            direction: "out",
          },
          {
            kind: "call",
            daysAgo: 6,
            by: "lena",
            subject: "Talked about Pumpex",
            text: "They quoted 4,150 EUR without service. She would rather stay with us.",
          },
        ],
        next: { kind: "call", title: "Call Anna about the price for eight", inDays: 1 },
      },
      {
        name: "Henrik Dahl",
        email: "henrik.dahl@norvik.example",
        title: "Production Manager",
        phone: "+46 8 5550 1250",
        lifecycle: "customer",
        owner: "sam",
        past: [
          {
            kind: "mail",
            daysAgo: 8,
            by: "sam",
            subject: "Seal leak, serial 88214",
            text: "Lower seal replaced by Robin on the same day, line 2 runs again.",
            direction: "out",
          },
          {
            kind: "note",
            daysAgo: 8,
            by: "robin",
            subject: "",
            text: "The bearing of 88214 should be looked at within the month.",
          },
        ],
        next: { kind: "todo", title: "Plan the bearing check at Norvik", inDays: 3 },
      },
    ],
  },
  {
    company: "Halvorsen Verft AS",
    domain: "halvorsen-verft.example",
    phone: "+47 22 59 12 34",
    address: "Strandveien 8\n5004 Bergen\nNorway",
    people: [
      {
        name: "Ingrid Halvorsen",
        email: "ingrid@halvorsen-verft.example",
        title: "Project Director",
        phone: "+47 406 12 345",
        lifecycle: "customer",
        owner: "robin",
        past: [
          {
            kind: "call",
            daysAgo: 16,
            by: "robin",
            subject: "Dock 2 is ours",
            text: "Ballast pump replacement is signed. Kick-off in two weeks.",
          },
          {
            kind: "mail",
            daysAgo: 9,
            by: "robin",
            subject: "Yard passes",
            text: "Needs every name by Friday.",
            direction: "in",
          },
        ],
        next: { kind: "mail", title: "Send Ingrid the names for the yard passes", inDays: 0 },
      },
      {
        name: "Ole Kristian Moen",
        email: "ole.moen@halvorsen-verft.example",
        title: "Yard Engineer",
        lifecycle: "customer",
        owner: "robin",
      },
    ],
  },
  {
    company: "Feldmann Wassertechnik GmbH",
    domain: "feldmann-wassertechnik.example",
    phone: "+49 30 23125 012",
    address: "Spreeufer 22\n10178 Berlin\nGermany",
    people: [
      {
        name: "Jürgen Feldmann",
        email: "j.feldmann@feldmann-wassertechnik.example",
        title: "Geschäftsführer",
        phone: "+49 171 3920 014",
        lifecycle: "customer",
        owner: "lena",
        past: [
          {
            kind: "call",
            daysAgo: 30,
            by: "lena",
            subject: "Order 4711",
            text: "Four impellers and seal kits for the BW-150.",
          },
          {
            kind: "mail",
            daysAgo: 7,
            by: "lena",
            subject: "Ersatzteile für BW-150, Auftrag 4711",
            text: "Die Laufräder sind heute in den Versand gegangen.",
            direction: "out",
          },
        ],
      },
    ],
  },
  {
    company: "Holm Bryggeri",
    domain: "holmbryg.example",
    address: "Vesterbro 44\n9000 Aalborg\nDenmark",
    people: [
      {
        name: "Mikkel Holm",
        email: "mikkel@holmbryg.example",
        title: "Brewer",
        lifecycle: "lead",
        owner: "lena",
        past: [
          {
            kind: "mail",
            daysAgo: 15,
            by: "lena",
            subject: "pump for a brewery?",
            text: "The BW-40 starts at 690 EUR.",
            direction: "out",
          },
        ],
        next: { kind: "call", title: "Ask Mikkel whether the BW-40 is still of interest", inDays: -1 },
      },
    ],
  },
  {
    company: "SeaClass",
    domain: "seaclass.example",
    address: "Singapore",
    people: [
      {
        name: "Grace Lim",
        email: "grace.lim@seaclass.example",
        title: "Senior Surveyor",
        lifecycle: "prospect",
        owner: "lena",
        past: [
          {
            kind: "mail",
            daysAgo: 9,
            by: "lena",
            subject: "Catalog and visit in November",
            text: "May I visit you on the 17th?",
            direction: "out",
          },
        ],
        next: { kind: "todo", title: "Book Singapore", inDays: 5 },
      },
    ],
  },
];

/** Companies that only fill the lists: name, domain, town, and who is there. */
const others: [string, string, string, [string, string][]][] = [
  [
    "Västkusten Vatten",
    "vastkusten-vatten.example",
    "Halmstad",
    [
      ["Karin Åkesson", "Operations Manager"],
      ["Tobias Lund", "Technician"],
    ],
  ],
  ["Mälaren Foods AB", "malaren-foods.example", "Västerås", [["Elin Forsberg", "Plant Manager"]]],
  ["Kattegat Fish", "kattegatfish.example", "Frederikshavn", [["Jens Mortensen", "Owner"]]],
  [
    "Tampere Paper Oy",
    "tamperepaper.example",
    "Tampere",
    [
      ["Aino Virtanen", "Head of Maintenance"],
      ["Mika Laine", "Buyer"],
    ],
  ],
  ["Bodensee Obst eG", "bodensee-obst.example", "Lindau", [["Sabine Wirth", "Einkauf"]]],
  [
    "Orrery Chemicals",
    "orrery-chem.example",
    "Hull",
    [
      ["Tom Ashworth", "Process Engineer"],
      ["Leah Whitcombe", "Purchasing"],
    ],
  ],
  ["Zuiderpolder Water", "zuiderpolder.example", "Zwolle", [["Femke de Boer", "Asset Manager"]]],
  ["Cascina Verde", "cascinaverde.example", "Cremona", [["Paolo Ferri", "Titolare"]]],
  ["Marintek Sp. z o.o.", "marintek.example", "Gdańsk", [["Ewa Nowak", "Piping Engineer"]]],
  ["Baltic Dredging", "balticdredging.example", "Klaipėda", [["Rasa Petrauskaitė", "Fleet Manager"]]],
];

const lifecycles = ["lead", "prospect", "customer", "suspect", "former"] as const;
const owners = ["lena", "robin", "sam"] as const;

const firstName = (name: string) =>
  name
    .split(" ")
    .slice(0, 1)
    .join("")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, "");

const yearlyCall = (daysAgo: number, by: Past["by"]): Past => ({
  kind: "call",
  daysAgo,
  by,
  subject: "Yearly service",
  text: "Nothing urgent; ask again in the new year.",
});

export const customers: readonly Customer[] = [
  ...correspondents,
  ...others.map(
    ([company, domain, town, people], at): Customer => ({
      company,
      domain,
      address: town,
      people: people.map(([name, title], index) => ({
        name,
        email: `${firstName(name)}@${domain}`,
        title,
        lifecycle: lifecycles[(at + index) % lifecycles.length] ?? "lead",
        owner: owners[(at + index) % owners.length] ?? "lena",
        ...(at % 2 === 0 ? { past: [yearlyCall(20 + at * 9, owners[at % 3] ?? "lena")] } : {}),
      })),
    }),
  ),
];

/** Customers and people who might become one, writing in English. */

import { anna, annaElsewhere, henrik, joe, lena, maria, mikkel, nadia, priya, robin, sam, service } from "./people.ts";
import type { SandboxThread } from "./types.ts";
import { aCorrespondence, aLetter, aThread, lenaSignature } from "./write.ts";

const annaSignature = `
  Anna Berg
  Head of Purchasing
  Norvik AB
  Phone: +46 8 5550 1234
  Mobile: +46 70 174 06 12
  Hamngatan 12, 411 14 Göteborg, Sweden
  www.norvik.example`;

const stranger = aLetter("aldermoor-1", {
  from: priya,
  at: "2026-10-08 07:52",
  text: `Hello Lena,

    We are extending our whey line in Reading and need two hygienic transfer pumps, about 18 m³/h at 3.5 bar, food-grade seals. Your BW-220 looks close to what we have in mind.

    Could you send me a price for two units with commissioning, and tell me the lead time? We would like to order before the end of November.

    Kind regards,`,
  signature: `
    Priya Raman
    Head of Engineering
    Aldermoor Dairy Ltd
    T +44 20 7946 0958
    M +44 7400 123456
    Unit 4, Kestrel Way, Reading RG2 0FF, United Kingdom
    priya.raman@aldermoor-dairy.example | www.aldermoor-dairy.example`,
});

const offer = aCorrespondence("norvik-offer", [
  {
    from: anna,
    at: "2026-09-28 08:15",
    hand: "word",
    text: `Hi Lena,

      As discussed at the fair, please send us an offer for six BW-300 for the Torslanda site, delivery in week 48.

      Best regards,`,
    signature: annaSignature,
  },
  {
    from: lena,
    to: [anna],
    at: "2026-09-28 13:40",
    text: `Hi Anna,

      Thank you! Offer 2026-118 is attached: six BW-300 at 4,480 EUR each, delivery in week 48, two years of service included.

      Best,`,
    signature: lenaSignature,
    attachments: ["Offer 2026-118.pdf"],
  },
  {
    from: anna,
    to: [lena],
    cc: [henrik],
    at: "2026-10-05 09:02",
    hand: "word",
    text: `Hi Lena,

      Thanks for the offer. I have put Henrik from production in copy. Pumpex quoted us 4,150 EUR for a similar model, without service. Can you do anything about the price if we take eight?

      Best regards,`,
    signature: annaSignature,
  },
  {
    from: lena,
    to: [anna],
    cc: [henrik],
    at: "2026-10-06 07:30",
    text: `Hi Anna, hi Henrik,

      For eight units I can go to 4,290 EUR each, service still included. The spare seal kit alone would be 310 EUR per pump elsewhere.

      Would a short call on Thursday help?`,
    signature: lenaSignature,
  },
  {
    from: anna,
    to: [lena],
    cc: [henrik, robin],
    at: "2026-10-08 08:26",
    hand: "word",
    text: `Hi Lena,

      That sounds reasonable. Thursday at 14:00 works for both of us. Could you also confirm that the motors are IE4, and whether the offer stays valid until the end of October?

      Best regards,`,
    signature: annaSignature,
  },
]);

const serviceCase = aCorrespondence("seal-leak", [
  {
    from: henrik,
    to: [service],
    cc: [lena],
    at: "2026-09-30 06:12",
    text: "Hello, pump serial 88214 leaks at the shaft seal since last night. We had to stop line 2.",
    signature: "Henrik Dahl\nProduction Manager, Norvik AB\n+46 8 5550 1250",
    signatureAs: "lines",
  },
  {
    from: sam,
    to: [henrik],
    cc: [lena, service],
    at: "2026-09-30 07:01",
    text: "Hi Henrik, sorry to hear that. Is it the upper or the lower seal? A photo would help. I am checking who is near you.",
  },
  {
    from: henrik,
    to: [sam],
    cc: [lena],
    at: "2026-09-30 07:20",
    text: "Lower one. Photo attached.",
    attachments: ["IMG_2041.jpg"],
  },
  {
    from: sam,
    to: [henrik],
    cc: [lena, robin],
    at: "2026-09-30 07:44",
    text: "Thank you. Robin can be with you at 13:00 today with a seal kit.",
  },
  {
    from: robin,
    to: [henrik, sam],
    cc: [lena],
    at: "2026-09-30 14:58",
    text: "Seal replaced, pump ran for an hour without a drop. The bearing should be looked at within the next month.",
  },
  {
    from: henrik,
    to: [robin],
    cc: [lena, sam],
    at: "2026-10-01 05:49",
    text: "Thanks, quick work. Line 2 is running again.",
  },
  {
    from: lena,
    to: [henrik],
    cc: [sam, robin],
    at: "2026-10-01 08:10",
    text: "Good to hear! I will call you next week about the bearing.",
    signature: lenaSignature,
  },
  {
    from: henrik,
    to: [lena],
    cc: [sam, robin],
    at: "2026-10-07 11:33",
    text: "Hi Lena, shall we plan the bearing for week 43? Tuesday or Wednesday would be best for us.",
    signature: "Henrik Dahl\nProduction Manager, Norvik AB\n+46 8 5550 1250",
    signatureAs: "lines",
  },
]);

const followUp = aCorrespondence("holm-brewery", [
  {
    from: mikkel,
    at: "2026-09-22 15:12",
    text: "do you also do small ones? like 2 m3/h, for a brewery. what would that cost about",
  },
  {
    from: lena,
    to: [mikkel],
    at: "2026-09-23 06:40",
    text: `Hi Mikkel,

      We do: the BW-40 starts at 690 EUR. Shall I send you the data sheet?`,
    signature: lenaSignature,
  },
  {
    from: lena,
    to: [mikkel],
    at: "2026-10-08 09:38",
    justSent: true,
    text: `Hi Mikkel,

      Just checking whether the BW-40 would still be of interest. I can also lend you one for two weeks.`,
    signature: lenaSignature,
  },
]);

const hotel = aCorrespondence("orchard-hotels", [
  {
    from: nadia,
    at: "2026-10-06 12:21",
    text: `Dear Lena,

      We run seven hotels and would like a yearly service contract for all booster pumps, yours and two other brands. Is that something you offer?

      Regards`,
    signature: "Nadia Haddad\nFacilities Director, Orchard Hotels\n+31 20 794 0123",
    signatureAs: "lines",
  },
  {
    from: lena,
    to: [nadia],
    at: "2026-10-07 08:00",
    draft: true,
    text: "Dear Nadia,\n\nYes, we service other brands as well. I would",
  },
]);

export const customerThreads: readonly SandboxThread[] = [
  aThread("aldermoor", "Two hygienic transfer pumps for our Reading site", [stranger], { unread: true }),
  aThread("norvik-offer", "Re: Offer 2026-118, BW-300 for Torslanda", offer, {
    starred: true,
    unread: true,
    labels: ["Offers"],
  }),
  aThread("anna-private", "My new address from November", [
    aLetter("anna-private-1", {
      from: annaElsewhere,
      at: "2026-10-02 16:47",
      text: `Hi Lena,

        I am leaving Norvik at the end of October and starting on my own, advising water plants on purchasing. You can reach me here from then on. Henrik takes over the Torslanda order.

        All the best,
        Anna`,
      signature: "Anna Berg\nBerg Consulting\n+46 70 174 06 12",
      signatureAs: "dashes",
    }),
  ]),
  aThread("seal-leak", "Seal leak, serial 88214", serviceCase, { labels: ["Service"] }),
  aThread("holm-brewery", "pump for a brewery?", followUp),
  aThread("orchard-hotels", "Service contract for seven hotels", hotel),
  aThread("castellano", "Quote for a boiler feed pump", [
    aLetter("castellano-1", {
      from: joe,
      cc: [maria],
      at: "2026-10-05 18:03",
      text: `Hey Lena,

        Customer of mine in Oakland needs a boiler feed pump, 25 gpm at 300 ft head. What is your best price with shipping to California?

        Thanks,`,
      signature: "Joe Castellano\nOwner\nCastellano Heating & Air\n(415) 555-0132\njoe_castellano@gmail.com",
      signatureAs: "lines",
    }),
  ]),
  aThread("no-signature", "Fw: tomorrow", [
    aLetter("no-signature-1", { from: mikkel, at: "2026-10-01 20:31", text: "can we say ten instead of nine" }),
  ]),
];

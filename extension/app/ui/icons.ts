// One family of icons: Lucide 1.48 (https://lucide.dev), drawn on a grid of 24, as data: [tag, attributes] pairs.
// Copied, because its Preact package does not take Preact 11 and its plain one would bundle from 1,700 files.
// ISC License. Copyright (c) Lucide Icons and Contributors. Permission to use, copy, modify, and/or distribute this
// software for any purpose with or without fee is hereby granted, provided that this notice appears in all copies.
// THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE.

type Shape = readonly [tag: "path" | "circle" | "rect", attributes: Readonly<Record<string, string>>];

const path = (d: string): Shape => ["path", { d }];
const circle = (cx: string, cy: string, r: string): Shape => ["circle", { cx, cy, r }];
const rect = (x: string, y: string, width: string, height: string, rx: string): Shape => [
  "rect",
  { x, y, width, height, rx },
];

const handset = path(
  "M13.832 16.568a1 1 0 0 0 1.213-.303l.355-.465A2 2 0 0 1 17 15h3a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2A18 18 0 0 1 2 4a2 2 0 0 1 2-2h3a2 2 0 0 1 2 2v3a2 2 0 0 1-.8 1.6l-.468.351a1 1 0 0 0-.292 1.233 14 14 0 0 0 6.392 6.384",
);

export const icons = {
  search: [path("m21 21-4.34-4.34"), circle("11", "11", "8")],
  menu: [circle("12", "12", "1"), circle("19", "12", "1"), circle("5", "12", "1")],
  close: [path("M18 6 6 18"), path("m6 6 12 12")],
  check: [path("M20 6 9 17l-5-5")],
  back: [path("m15 18-6-6 6-6")],
  forward: [path("m9 18 6-6-6-6")],
  down: [path("m6 9 6 6 6-6")],
  up: [path("m18 15-6-6-6 6")],
  collapse: [rect("3", "3", "18", "18", "2"), path("M15 3v18"), path("m8 9 3 3-3 3")],
  expand: [rect("3", "3", "18", "18", "2"), path("M15 3v18"), path("m10 15-3-3 3-3")],
  mail: [path("m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7"), rect("2", "4", "20", "16", "2")],
  mailIn: [path("M17 7 7 17"), path("M17 17H7V7")],
  mailOut: [path("M7 7h10v10"), path("M7 17 17 7")],
  phone: [handset],
  phoneCall: [path("M13 2a9 9 0 0 1 9 9"), path("M13 6a5 5 0 0 1 5 5"), handset],
  phoneMissed: [path("m16 2 6 6"), path("m22 2-6 6"), handset],
  video: [
    path("m16 13 5.223 3.482a.5.5 0 0 0 .777-.416V7.87a.5.5 0 0 0-.752-.432L16 10.5"),
    rect("2", "6", "14", "12", "2"),
  ],
  send: [
    path(
      "M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z",
    ),
    path("m21.854 2.147-10.94 10.939"),
  ],
  meeting: [path("M8 2v3"), path("M16 2v3"), rect("3", "3", "18", "18", "2"), path("M3 9h18")],
  note: [
    path(
      "M21 9a2.4 2.4 0 0 0-.706-1.706l-3.588-3.588A2.4 2.4 0 0 0 15 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2z",
    ),
    path("M15 3v5a1 1 0 0 0 1 1h5"),
  ],
  task: [circle("12", "12", "10"), path("m16 9-5.5 5.5L8 12")],
  todo: [circle("12", "12", "10")],
  bell: [
    path("M10.268 21a2 2 0 0 0 3.464 0"),
    path(
      "M3.262 15.326A1 1 0 0 0 4 17h16a1 1 0 0 0 .74-1.673C19.41 13.956 18 12.499 18 8A6 6 0 0 0 6 8c0 4.499-1.411 5.956-2.738 7.326",
    ),
  ],
  snooze: [circle("12", "12", "10"), path("M12 6v6l4 2")],
  undo: [path("M9 14 4 9l5-5"), path("M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11")],
  edit: [
    path(
      "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z",
    ),
    path("m15 5 4 4"),
  ],
  remove: [
    path("M10 11v6"),
    path("M14 11v6"),
    path("M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6"),
    path("M3 6h18"),
    path("M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"),
  ],
  add: [path("M5 12h14"), path("M12 5v14")],
  person: [path("M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2"), circle("12", "7", "4")],
  people: [
    path("M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"),
    path("M16 3.128a4 4 0 0 1 0 7.744"),
    path("M22 21v-2a4 4 0 0 0-3-3.87"),
    circle("9", "7", "4"),
  ],
  company: [
    path("M12 10h.01"),
    path("M12 14h.01"),
    path("M12 6h.01"),
    path("M16 10h.01"),
    path("M16 14h.01"),
    path("M16 6h.01"),
    path("M8 10h.01"),
    path("M8 14h.01"),
    path("M8 6h.01"),
    path("M9 22v-3a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v3"),
    rect("4", "2", "16", "20", "2"),
  ],
  pin: [
    path("M20 10c0 4.993-5.539 10.193-7.399 11.799a1 1 0 0 1-1.202 0C9.539 20.193 4 14.993 4 10a8 8 0 0 1 16 0"),
    circle("12", "10", "3"),
  ],
  settings: [
    path(
      "M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915",
    ),
    circle("12", "12", "3"),
  ],
  signOut: [path("m16 17 5-5-5-5"), path("M21 12H9"), path("M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4")],
  offline: [
    path("M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057"),
    path("M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78"),
    path("m2 2 20 20"),
  ],
  saved: [path("m17 15-5.5 5.5L9 18"), path("M5.516 16.07A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 3.501 7.327")],
  saving: [path("M12 13v8"), path("M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242"), path("m8 17 4-4 4 4")],
  warning: [
    path("m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3"),
    path("M12 9v4"),
    path("M12 17h.01"),
  ],
  info: [circle("12", "12", "10"), path("M12 16v-4"), path("M12 8h.01")],
  link: [path("M15 3h6v6"), path("M10 14 21 3"), path("M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6")],
  copy: [rect("8", "8", "14", "14", "2"), path("M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2")],
  refresh: [
    path("M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8"),
    path("M21 3v5h-5"),
    path("M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16"),
    path("M8 16H3v5"),
  ],
  filter: [path("M2 5h20"), path("M6 12h12"), path("M9 19h6")],
  sort: [path("m21 16-4 4-4-4"), path("M17 20V4"), path("m3 8 4-4 4 4"), path("M7 4v16")],
  columns: [rect("3", "3", "18", "18", "2"), path("M9 3v18"), path("M15 3v18")],
  dashboard: [
    rect("3", "3", "7", "9", "1"),
    rect("14", "3", "7", "5", "1"),
    rect("14", "12", "7", "9", "1"),
    rect("3", "16", "7", "5", "1"),
  ],
  today: [path("M8 2v3"), path("M16 2v3"), rect("3", "3", "18", "18", "2"), path("M3 9h18"), path("m9 15 2 2 4-4")],
  history: [path("M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8"), path("M3 3v5h5")],
  key: [path("M15 6v12a3 3 0 1 0 3-3H6a3 3 0 1 0 3 3V6a3 3 0 1 0-3 3h12a3 3 0 1 0-3-3")],
  globe: [circle("12", "12", "10"), path("M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"), path("M2 12h20")],
  theme: [
    path("M12 2v2"),
    path(
      "M14.837 16.385a6 6 0 1 1-7.223-7.222c.624-.147.97.66.715 1.248a4 4 0 0 0 5.26 5.259c.589-.255 1.396.09 1.248.715",
    ),
    path("M16 12a4 4 0 0 0-4-4"),
    path("m19 5-1.256 1.256"),
    path("M20 12h2"),
  ],
  rows: [rect("3", "3", "18", "18", "2"), path("M21 9H3"), path("M21 15H3")],
  merge: [path("m8 6 4-4 4 4"), path("M12 2v10.3a4 4 0 0 1-1.172 2.872L4 22"), path("m20 22-5-5")],
  lock: [rect("3", "11", "18", "11", "2"), path("M7 11V7a5 5 0 0 1 10 0v4")],
  eye: [
    path("M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0"),
    circle("12", "12", "3"),
  ],
  enter: [path("M20 4v7a4 4 0 0 1-4 4H4"), path("m9 10-5 5 5 5")],
  grip: [
    circle("9", "12", "1"),
    circle("9", "5", "1"),
    circle("9", "19", "1"),
    circle("15", "12", "1"),
    circle("15", "5", "1"),
    circle("15", "19", "1"),
  ],
  briefcase: [path("M16 20V4a2 2 0 0 0-2-2h-4a2 2 0 0 0-2 2v16"), rect("2", "6", "20", "14", "2")],
  bookmark: [
    path("M12 7v6"),
    path("M15 10H9"),
    path(
      "M17 3a2 2 0 0 1 2 2v15a1 1 0 0 1-1.496.868l-4.512-2.578a2 2 0 0 0-1.984 0l-4.512 2.578A1 1 0 0 1 5 20V5a2 2 0 0 1 2-2z",
    ),
  ],
  inbox: [
    path("M22 12L16 12L14 15L10 15L8 12L2 12"),
    path("M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z"),
  ],
  pause: [rect("14", "3", "5", "18", "1"), rect("5", "3", "5", "18", "1")],
  play: [path("M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z")],
  skip: [circle("12", "12", "10"), path("M4.929 4.929 19.07 19.071")],
} as const satisfies Readonly<Record<string, readonly Shape[]>>;

export type IconName = keyof typeof icons;

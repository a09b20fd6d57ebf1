/** Mail that a careless page would take for markup. */

import { hostile } from "./people.ts";
import type { SandboxThread } from "./types.ts";
import { aLetter, aThread } from "./write.ts";

export const oddThreads: readonly SandboxThread[] = [
  aThread("markup", "Invoice \"></h2><script>alert('subject')</script> & <b>terms</b>", [
    aLetter("markup-1", {
      from: hostile,
      at: "2026-10-03 09:59",
      text: `Hello,

        The order form shows <script>alert("body")</script> instead of our company name "O'Hara & Sons". Is that on your side?

        Pat`,
      signature: "Pat O'Hara\nO'Hara & Sons <Tools>\n+1 312 555 0187",
      signatureAs: "lines",
    }),
  ]),
];

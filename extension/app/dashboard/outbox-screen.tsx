// "Waiting and refused": what the server has not seen yet, what it refused and why, and where two changed the same.
import { Outbox } from "../crm/outbox.tsx";
import { live } from "../live.ts";
import { statusWords, wordOf } from "../words.ts";

export function OutboxScreen() {
  const status = live.status.value;
  return (
    <section class="page page-narrow" aria-label={wordOf("dashboard.title", "outbox")}>
      <div class="page-head">
        <h1>{wordOf("dashboard.title", "outbox")}</h1>
        <span class="soft">{status && statusWords(status)}</span>
      </div>
      <Outbox />
    </section>
  );
}

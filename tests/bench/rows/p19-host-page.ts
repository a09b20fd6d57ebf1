// P19: what Gmail's own page pays for our presence.
import type { Page } from "@playwright/test";
import { inboxUrl } from "../mail.ts";
import { compare, type Outcome } from "../measure.ts";
import type { Row } from "../row.ts";

/** From the navigation to the list of mails on screen and the load event behind it. */
async function load(page: Page): Promise<number> {
  await page.goto("about:blank");
  await page.goto(inboxUrl);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const check = () => {
          const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
          const isLoaded =
            (navigation?.loadEventEnd ?? 0) > 0 && document.querySelector("[role=main] [role=row], [role=main] tr");
          if (!isLoaded) return requestAnimationFrame(check);
          requestAnimationFrame(() => resolve(performance.now()));
        };
        check();
      }),
  );
}

/** 1,000 nodes in twenty tasks, as a busy page adds them, until the page has nothing left to do. */
const burst = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const main = document.querySelector("[role=main]") ?? document.body;
    const holder = document.createElement("div");
    const started = performance.now();
    main.append(holder);
    for (let task = 0; task < 20; task += 1) {
      for (let node = 0; node < 50; node += 1) {
        const element = document.createElement("div");
        element.className = `row-${node}`;
        element.textContent = `Row ${task} ${node}`;
        holder.append(element);
        element.setAttribute("data-seen", "1");
      }
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      });
    }
    await new Promise((resolve) => requestIdleCallback(resolve));
    const spent = performance.now() - started;
    holder.remove();
    return spent;
  });

/** Tasks over 50 ms while bursts come and what follows them runs. */
const longTasks = async (page: Page): Promise<number> => {
  const counted = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let count = 0;
        new PerformanceObserver((list) => {
          count += list.getEntries().length;
        }).observe({ type: "longtask" });
        setTimeout(() => resolve(count), 2_000);
      }),
  );
  for (let run = 0; run < 5; run += 1) {
    await burst(page);
    await page.waitForTimeout(100);
  }
  return counted;
};

const absolutes = (name: string, { ratio, min, max, subjectMs, baselineMs }: Outcome) => ({
  [`${name}Ratio`]: ratio,
  [`${name}Min`]: min,
  [`${name}Max`]: max,
  [`${name}Ms`]: subjectMs,
  [`${name}BaselineMs`]: baselineMs,
});

export const hostPage: Row = {
  id: "P19",
  subject: "Gmail's page with Kith: load, and a burst of 1,000 nodes; the worse of the two",
  baseline: "the same page in the same browser without an extension",
  unit: "ms",
  target: "ratio <= 1.03, no more tasks over 50 ms than without",
  async measure(stage) {
    const [withKith, without] = [await stage.otherDevice(), await stage.bareBrowser()];
    const [subject, baseline] = [await withKith.mail(), await without.mail()];
    const loads = await compare(
      () => load(subject),
      () => load(baseline),
      { rounds: 9, runs: 4, warmUps: 3 },
    );
    await subject.waitForTimeout(1_500);
    const bursts = await compare(
      () => burst(subject),
      () => burst(baseline),
      { rounds: 15, runs: 15, warmUps: 20 },
    );
    const longTasksWith = await longTasks(subject);
    const longTasksWithout = await longTasks(baseline);
    const { ratio, min, max } = loads.ratio > bursts.ratio ? loads : bursts;
    return {
      ratio,
      min,
      max,
      ...absolutes("load", loads),
      ...absolutes("burst", bursts),
      longTasksWith,
      longTasksWithout,
      met: ratio <= 1.03 && longTasksWith <= longTasksWithout,
    };
  },
};

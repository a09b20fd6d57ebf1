/** A webmail after a complete redesign: people can read it, a reader finds nothing it knows. */

interface Mail {
  key: string;
  subject: string;
  lines: readonly string[];
}

const answer = await fetch(new URL("../data.json", import.meta.url));
const mails = (await answer.json()) as readonly Mail[];
const place = document.createElement("section");
document.body.append(place);

function line(text: string, act?: () => void): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  if (act) element.addEventListener("click", act);
  return element;
}

const keyNow = (): string => decodeURIComponent((location.hash || location.pathname).split("/").at(-1) ?? "");

function show(): void {
  const mail = mails.find(({ key }) => key === keyNow());
  place.replaceChildren(
    ...(mail
      ? [mail.subject, ...mail.lines].map((text) => line(text))
      : mails.map(({ key, subject }) =>
          line(subject, () => {
            location.hash = `#inbox/${encodeURIComponent(key)}`;
          }),
        )),
  );
}

window.addEventListener("hashchange", () => setTimeout(show, 150));
window.addEventListener("popstate", () => setTimeout(show, 150));
show();

// Both pages: sends the form with the token of the address, and says what came of it.
const form = document.querySelector("form");
const problem = form.querySelector(".problem");
const button = form.querySelector("button");
const token = location.hash.slice(1);

// The token stays out of the history, where a later user of this browser would find it.
history.replaceState(null, "", location.pathname);

if (!token) say("This link is incomplete: open it exactly as you were given it.");

function say(text, field) {
  problem.textContent = text;
  problem.hidden = text === "";
  for (const input of form.elements) input.removeAttribute("aria-invalid");
  const wrong = field && form.elements.namedItem(field);
  if (wrong) {
    wrong.setAttribute("aria-invalid", "true");
    wrong.focus();
  }
}

function findWrong() {
  for (const input of form.querySelectorAll("input")) {
    const label = input.labels[0].firstChild.textContent.trim();
    if (!input.value.trim()) return { field: input.name, text: `${label} is missing.` };
    if (input.validity.typeMismatch) return { field: input.name, text: `${label} is not an e-mail address.` };
    if (input.minLength > 0 && input.value.length < input.minLength) {
      return { field: input.name, text: `${label} needs at least ${input.minLength} characters.` };
    }
  }
  return null;
}

async function send() {
  const fields = Object.fromEntries(new FormData(form));
  const response = await fetch(form.dataset.action, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fields, token }),
  });
  const answer = await response.json();
  if (!response.ok) {
    const [first] = answer.error.fields ?? [];
    say(`${answer.error.message}.`, first?.path);
    return;
  }
  for (const output of document.querySelectorAll("[data-show]")) output.textContent = answer[output.dataset.show];
  form.hidden = true;
  document.querySelector("#intro").hidden = true;
  const done = document.querySelector("#done");
  done.hidden = false;
  done.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.getAttribute("aria-disabled") === "true") return;
  const wrong = findWrong();
  if (wrong) return say(wrong.text, wrong.field);
  say("");
  button.setAttribute("aria-disabled", "true");
  try {
    await send();
  } catch {
    say("The server did not answer. Try again.");
  } finally {
    button.removeAttribute("aria-disabled");
  }
});

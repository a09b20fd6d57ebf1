// The page after a vendor: sends the word it was given when the person agrees, and says what came of it.
const button = document.querySelector("button");
const main = document.querySelector("main");

function say(title, lines) {
  const heading = document.createElement("h1");
  heading.textContent = title;
  heading.tabIndex = -1;
  const paragraphs = lines.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  });
  main.replaceChildren(heading, ...paragraphs);
  document.title = title;
  heading.focus();
}

async function confirm() {
  const response = await fetch("/api/mailboxes/confirm", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: button.dataset.token }),
  });
  const answer = await response.json();
  if (response.ok) say(answer.title, answer.lines);
  else say("Nothing was connected", [`${answer.error.message}.`, "Go back to Kith and connect again."]);
}

button?.addEventListener("click", async () => {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await confirm();
  } catch {
    say("The server did not answer", ["Go back to Kith and connect again."]);
  }
});

// State and code stay out of the history, where a later user of this browser would find them.
history.replaceState(null, "", location.pathname);

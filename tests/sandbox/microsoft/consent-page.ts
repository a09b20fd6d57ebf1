// The pages of signing in that a person clicks through: which account, then what the app may do.

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const hidden = (fields: URLSearchParams) =>
  [...fields]
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join("");

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}

/** A button for each account; its name is the address. */
export function accountPage(accounts: readonly { name: string; address: string }[], query: URLSearchParams): string {
  const buttons = accounts.map(
    ({ name, address }) =>
      `<p><button name="account" value="${escaped(address)}" title="${escaped(name)}">${escaped(address)}</button></p>`,
  );
  return page("Pick an account", `<form method="get">${hidden(query)}${buttons.join("")}</form>`);
}

/** A ticked box for each scope that can be refused. */
export function consentPage(account: string, scopes: readonly string[], query: URLSearchParams): string {
  const boxes = scopes.map(
    (scope) =>
      `<p><label><input type="checkbox" name="allow" value="${escaped(scope)}" checked> ${escaped(scope)}</label></p>`,
  );
  const buttons = `<button name="answer" value="accept">Accept</button> <button name="answer" value="cancel">Cancel</button>`;
  return page(
    "Permissions requested",
    `<p>${escaped(account)}</p><form method="post">${hidden(query)}${boxes.join("")}${buttons}</form>`,
  );
}

/** Nobody but an administrator may accept. */
export function adminPage(account: string, query: URLSearchParams): string {
  return page(
    "Need admin approval",
    `<p>${escaped(account)}</p><form method="post">${hidden(query)}<button name="answer" value="unapproved">Return to the application without granting consent</button></form>`,
  );
}

export function adminConsentPage(query: URLSearchParams): string {
  return page(
    "Permissions requested for your organization",
    `<form method="post">${hidden(query)}<button name="answer" value="accept">Accept</button> <button name="answer" value="cancel">Cancel</button></form>`,
  );
}

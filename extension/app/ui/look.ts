/** Theme and density of the page, as attributes the tokens listen to; null follows the system. */
export function showAs(look: { theme: string; density: string } | null): void {
  const { dataset } = document.documentElement;
  if (look && look.theme !== "system") dataset.theme = look.theme;
  else delete dataset.theme;
  dataset.density = look?.density ?? "comfortable";
}

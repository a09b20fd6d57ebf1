/** "Chrome on Windows" out of a browser's self-description; null when it says neither. */
export function browserOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const browser = [
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/(?:Headless)?Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ].find(([pattern]) => (pattern as RegExp).test(userAgent))?.[1];
  const system = [
    [/Windows/, "Windows"],
    [/CrOS/, "ChromeOS"],
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Mac OS X|Macintosh/, "macOS"],
    [/Linux|X11/, "Linux"],
  ].find(([pattern]) => (pattern as RegExp).test(userAgent))?.[1];
  const parts = [browser, system].filter((part): part is string => typeof part === "string");
  return parts.length > 0 ? parts.join(", ") : null;
}

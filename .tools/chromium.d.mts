/** Undefined when this machine has none. `KITH_CHROMIUM` names one and is believed. */
export function findChromium(): string | undefined;

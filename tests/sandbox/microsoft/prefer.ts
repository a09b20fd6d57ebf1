// What a request prefers (learn.microsoft.com/graph/api/overview of each call, "Request headers").

export interface Preferences {
  /** `IdType="ImmutableId"`; holds for this request alone (outlook-immutable-id). */
  readonly immutableIds: boolean;
  readonly maxPageSize: number | null;
  readonly bodyAsText: boolean;
  /** A Windows or IANA name. */
  readonly timeZone: string | null;
}

export function parsePrefer(header: string): Preferences {
  const size = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(header)?.[1];
  return {
    immutableIds: /IdType\s*=\s*"?ImmutableId"?/i.test(header),
    maxPageSize: size === undefined ? null : Number(size),
    bodyAsText: /outlook\.body-content-type\s*=\s*"?text"?/i.test(header),
    timeZone: /outlook\.timezone\s*=\s*"([^"]+)"/i.exec(header)?.[1] ?? null,
  };
}

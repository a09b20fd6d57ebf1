// What each call costs of a mailbox's quota.

/**
 * The table of 2026 for Gmail (developers.google.com/workspace/gmail/api/reference/quota): 6,000 a minute for each user
 * of a project made since May 2026. `messages.get` and `threads.get` as several projects quote the page.
 *
 * Calendar counts requests, 600 a minute for each user: as one tenth of a minute's sixty they share the budget.
 */
export const units = {
  profile: 1,
  labels: 1,
  sendAs: 1,
  history: 2,
  messageList: 5,
  message: 20,
  thread: 40,
  send: 100,
  watch: 100,
  stop: 50,
  calendar: 10,
} as const;

/** Gmail's answer to too many at once ("Too many concurrent requests for user") has no published number. */
export const limits = { unitsPerMinute: 6_000, concurrency: 4, unitsPerMessage: 12 } as const;

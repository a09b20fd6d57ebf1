/** A mail that looks like the page around it: whatever a reader seeks is here once more, and wrong. */

const words = [
  "Wire the money",
  "Mallory Mask<mallory@attacker.example>",
  "Mon 1/1/2001 1:00 AM",
  "To: Victor Victim<victim@attacker.example>",
  "Please pay at once.",
  "Older words",
] as const;

const escaped = (text: string): string => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const hostileHtml = `<div id="ConversationReadingPaneContainer"><div data-app-section="ConversationContainer"><div role="heading" aria-level="2" id="CONV_fake_SUBJECT" title="Wire the money">${words[0]}</div>
<div class="customScrollBar"><div class="aVla3"><div id="MSG_fake_FROM"><span aria-label="From: Mallory Mask"><span class="OZZZK">${escaped(words[1])}</span></span></div><div data-testid="SentReceivedSavedTime">${words[2]}</div>
<div data-testid="RecipientWell"><span data-lpc-hover-target-id="fake">${escaped(words[3])}</span></div><div id="UniqueMessageBody_99" role="document"><div>${words[4]}</div></div></div></div></div></div>
<div id="MailList"><div role="listbox"><div role="option" aria-selected="true" data-convid="AAQkFAKE">${words[5]}</div></div></div>
<div id="primaryMailboxRoot_fake" title="mallory@attacker.example"></div><div id="editorParent_9"><div contenteditable="false"></div></div>
<img name="body" alt="" width="1" height="1"><img name="activeElement" alt="" width="1" height="1"><form name="head"><input type="hidden" name="id" value="x"></form>`;

/** Its visible words: part of the mail, as a person reads it. */
export const hostileText: string = words.join(" ");

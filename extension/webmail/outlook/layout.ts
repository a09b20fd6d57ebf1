// Where things are in Outlook on the web. Ids and data attributes have lasted; class names are hashed at every build
// and are the last resort. Dates: when a way was last known to be true.
import type { Anchor } from "../find.ts";

/** A mail's own markup. It can imitate everything around it, so nothing inside is ever part of the page. */
export const bodies: Anchor = {
  finds: "the body of a message",
  by: [{ css: '[id^="UniqueMessageBody"]', trueOn: "2026-04" }],
};

/** Present only while a mail is open; a row may be selected beside an empty pane. */
export const panes: Anchor = {
  finds: "the reading pane with a mail in it",
  by: [
    { css: "#ConversationReadingPaneContainer", trueOn: "2026-09" },
    { css: "#ItemReadingPaneContainer", trueOn: "2026-09" },
    { css: '[data-app-section="ConversationContainer"]', trueOn: "2026-09" },
  ],
};

export const subjects: Anchor = {
  finds: "the subject of the open mail",
  by: [
    { css: '[id^="CONV_"][id$="_SUBJECT"]', trueOn: "2026-09" },
    { css: '[role=heading][id^="MSG_"][id$="_SUBJECT"]', trueOn: "2026-09" },
    { css: '[id^="MSG_"][id$="_SUBJECT"]:not(input)', trueOn: "2026-09" },
  ],
};

export const selectedRows: Anchor = {
  finds: "the row of the open conversation",
  by: [{ css: '#MailList [role=option][data-convid][aria-selected="true"]', trueOn: "2026-08" }],
};

export const senders: Anchor = {
  finds: "the sender of a message",
  by: [{ css: '[id^="MSG_"][id$="_FROM"]', trueOn: "2026-09" }],
};

/** Inside the sender: the part that is a name and nothing else. */
export const senderNames: Anchor = {
  finds: "the name in a sender",
  by: [
    { css: "span[aria-label]", trueOn: "2026-09" },
    { css: ".OZZZK", trueOn: "2026-04" },
  ],
};

export const recipientWells: Anchor = {
  finds: "the recipients of a message",
  by: [{ css: '[data-testid="RecipientWell"]', trueOn: "2026-04" }],
};

export const recipients: Anchor = {
  finds: "one recipient",
  by: [{ css: "[data-lpc-hover-target-id]", trueOn: "2026-04" }],
};

export const editors: Anchor = {
  finds: "an editor",
  by: [
    { css: '[id^="editorParent_"]', trueOn: "2026-09" },
    { css: '[contenteditable="true"]', trueOn: "2026-09" },
  ],
};

/** What every draft has, wherever it is shown. */
export const composes: Anchor = {
  finds: "a compose form",
  by: [
    { css: '[id^="docking_InitVisiblePart_"]', trueOn: "2026-09" },
    { css: '[data-app-section="Form_Content"]', trueOn: "2025-06" },
  ],
};

export const sendButtons: Anchor = {
  finds: "the send button of a compose form",
  by: [{ css: '[data-testid="ComposeSendButton"], button#discardCompose', trueOn: "2026-09" }],
};

export const chips: Anchor = {
  finds: "a recipient in a compose form",
  by: [
    { css: "._EType_RECIPIENT_ENTITY", trueOn: "2026-04" },
    { css: ".lpcWrapper.lpcCommonWeb-hoverTarget[aria-label]", trueOn: "2024-06" },
    { css: "[data-lpc-hover-target-id]", trueOn: "2026-04" },
  ],
};

export const subjectFields: Anchor = {
  finds: "the subject in a compose form",
  by: [
    { css: 'input[id^="MSG_"][id$="_SUBJECT"]', trueOn: "2026-09" },
    { css: 'input.ms-TextField-field[maxlength="255"]', trueOn: "2025-06" },
  ],
};

export const accounts: Anchor = {
  finds: "the address of the mailbox",
  by: [
    { css: '[id^="primaryMailboxRoot"]', trueOn: "2026-04" },
    { css: "#mectrl_currentAccount_secondary", trueOn: "2026-04" },
    { css: "#O365_MainLink_Me", trueOn: "2026-04" },
  ],
};

/** A mail's quoted part. Ids and classes inside a mail carry the prefix `x_` once per time it was quoted. */
export const quotes = 'blockquote, [class~="gmail_quote"], [class~="x_gmail_quote"]';
/** From here on everything is quoted. */
export const quoteStarts =
  '[id="divRplyFwdMsg"], [id$="x_divRplyFwdMsg"], [id="appendonsend"], [id$="x_appendonsend"], [id$="mail-editor-reference-message-container"]';

/** Attributes whose change changes what is on screen. */
export const telling = ["data-convid", "aria-selected", "aria-label", "id", "title", "class", "style", "hidden"];

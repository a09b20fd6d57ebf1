// How mail programs introduce a quote and how people end a letter, in the languages we could check. Data only; each
// is part of a regular expression, anchored by its user to a whole line.

/** "wrote:" and its like. */
export const wroteWords = [
  "wrote|writes",
  "schrieb|schreef|geschreven",
  "écrit|escribió|escrito|escreveu|scritto",
  "skrev|kirjoitti",
  "napisał(?:\\(a\\)|a)?|pisze|napsala?|napisao|a scris|írta|yazdı",
  "написала?|пише[тш]?|написав",
  "写道|寫道|のメッセージ|작성|كتب",
];

/** The words between dashes above what is quoted whole. */
export const separatorWords = [
  "original (?:message|appointment)|forwarded message",
  "(?:ursprüngliche|weitergeleitete) nachricht",
  "message d'origine|message transféré",
  "mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato)|mensagem original",
  "(?:oorspronkelijk|doorgestuurd) bericht",
  "ursprungligt meddelande|oprindelige? (?:besked|meddelelse)|opprinnelig melding|alkuperäinen viesti",
  "wiadomość oryginalna|původní zpráva|исходное сообщение",
  "原始邮件|転送メッセージ|元のメッセージ",
];

/** The first header line of a quoted mail. */
export const fromWords = ["from|von|de|da|van|från|fra|lähettäjä|od|от|від|发件人|寄件者|差出人|보낸사람|من"];

/** Header lines that follow it. */
export const headerWords = [
  "sent|date|to|cc|bcc|subject",
  "gesendet|datum|an|betreff",
  "envoyé|à|objet|sujet|copie à",
  "enviado(?: el)?|fecha|para|asunto|inviato|data|a|oggetto|assunto",
  "verzonden|aan|onderwerp",
  "skickat|till|ämne|sendt|dato|til|emne|lähetetty|vastaanottaja|aihe",
  "wysłano|do|temat|odesláno|komu|předmět|отправлено|дата|кому|тема",
  "发送时间|收件人|主题|送信日時|宛先|件名",
];

/** Formulas that close a letter. */
export const closingWords = [
  "(?:(?:kind|kindest|best|warm|warmest|many|with|yours|very)\\s+)*(?:regards|wishes|sincerely|truly|faithfully)",
  "cheers|sincerely(?: yours)?|respectfully|all the best|talk soon",
  "(?:mit\\s+)?(?:freundliche|herzliche|beste|viele|liebe|schöne|sonnige)[nm]?\\s+gr(?:ü|ue)(?:ß|ss)e?n?(?:\\s+(?:aus|nach)\\s+.{2,30})?",
  "gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|hochachtungsvoll",
  "(?:bien\\s+|très\\s+)?cordialement|bien à (?:vous|toi)|(?:sincères|meilleures)\\s+salutations|salutations(?: distinguées)?",
  "amicalement|bonne (?:journée|soirée|réception)",
  "(?:un\\s+|muchos\\s+)?(?:cordial(?:es)?\\s+)?saludos?(?:\\s+cordial(?:es)?)?|atentamente|atte",
  "(?:cordiali|distinti|migliori)\\s+saluti|cordialmente|saluti",
  "(?:com os\\s+)?(?:melhores\\s+)?cumprimentos|atenciosamente|abraços?",
  "(?:met\\s+)?(?:vriendelijke|hartelijke)\\s+groet(?:en)?|groet(?:en|jes)?|mvg",
  "(?:med\\s+)?(?:vänliga?|bästa|varma)\\s+hälsning(?:ar)?|hälsningar|mvh",
  "(?:med\\s+)?(?:venlig|vennlig|(?:de\\s+)?bedste|beste)\\s+hilsen(?:er)?|hilsen|vh",
  "(?:ystävällisin\\s+)?terveisin",
  "z\\s+poważaniem|(?:serdecznie\\s+)?pozdrawiam|pozdrowienia|s\\s+(?:přátelským\\s+)?pozdrav[eo]m",
  "üdvözlettel|tisztelettel|saygılarımla|iyi çalışmalar|cu stimă|lep pozdrav",
  "с уважением|с наилучшими пожеланиями|з повагою",
  "(?:どうぞ)?よろしく(?:お願い|御願い)(?:いた|致|申し上げ)?し?ます|敬具|此致|敬礼|顺颂商祺|祝好",
  "مع (?:أطيب|خالص) التحيات|تحياتي|وتفضلوا بقبول .{3,30}|בברכה",
];

/** Thanks close a letter only where nothing but a signature follows. */
export const thanksWords = [
  "(?:many\\s+)?thanks(?: again| in advance| so much| and regards)?|thank you|thx|best",
  "danke|vielen dank|merci(?: d'avance| beaucoup)?|gracias|grazie|obrigad[oa]|bedankt",
  "tack(?: på förhand)?|tak|takk|kiitos|谢谢|감사합니다|شكرا|תודה",
];

/** What telephones put below a mail. */
export const deviceWords = [
  "(?:sent|get outlook) (?:from|for|via) .{2,40}|via mobile",
  "(?:.{0,20}von .{2,30}) gesendet|gesendet von .{2,40}",
  "envoyé (?:de|depuis|à partir de) .{2,40}|enviado (?:desde|do|a partir) .{2,40}|inviato d[aà]l? .{2,40}",
  "(?:verstuurd|verzonden) vanaf .{2,40}|skickat från .{2,40}|sendt fra .{2,40}|lähetetty .{2,40}",
];

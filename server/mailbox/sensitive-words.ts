// By what codes, password mail and bank mail are known, in the languages our users' machines write in. Lower case.

/** Alternatives as one expression over text in lower case. */
const any = (...alternatives: string[]) => new RegExp(alternatives.join("|"), "u");
const each = (...alternatives: string[]) => new RegExp(alternatives.join("|"), "gu");

/** Somebody answers or passes on: two people talk, whatever about. */
export const isReply =
  /^\s*(?:\[[^\]]{0,30}\]\s*)?(?:re|aw|antw|sv|vs|fw|fwd|wg|tr|réf?|rif|r|i|rv|res|enc|odp|ynt|رد|إعادة توجيه|الرد|返信|转发|回复|転送)\s*(?:\[\d+\])?\s*[:：]/iu;

/** Local parts nobody reads. */
export const machineLocal =
  /no-?_?\.?reply|do-?_?not-?_?reply|nicht-?antworten|keine-?antwort|ne-?pas-?repondre|no-?responder|non-?rispondere|(?:^|[._+-])(?:noreply|notif(?:y|ications?|icaciones|iche)?|alert[es]?s?|alertas?|avvisi|avisos|security|sicherheit|securite|seguridad|secure|verif(?:y|ication|icacion)|accounts?|konto(?:wecker|auszug)?|compte|auth|authentication|login|signin|signup|sso|otp|2fa|mfa|codes?|passwords?|passwort|kennwort|id|identity|mailer|mailer-daemon|automail|auto|automated|system|robot|bot|online-?banking|e-?banking|ebanking|banking|(?:e-?)?statements?)(?:$|[._+-])/u;

/** Local parts of a desk rather than a person. */
export const roleLocal =
  /^(?:info|hello|hi|hallo|hola|ciao|bonjour|team|support|help|helpdesk|service|services|servicio|servizio|kundenservice|kundendienst|customer-?service|customer-?care|serviceclient|clientes?|clienti|contact|kontakt|contacto|contatti|admin|office|mail|email|post|news|welcome|registration|confirm|confirmation|it|portal|app|web|www|shop|member|members|membership|user|users)(?:$|[._+-])/u;

const minutes =
  "(?:min(?:ute[ns]?|utos|uti|uut|\\.)?|h(?:ours?|eures?|oras)?|stunden?|or[ae]|分|時間|دقيقة|دقائق|ساعات?|ساعة)";

/** It soon loses its worth, is nobody else's business, or may not have been wanted: what machines say of secrets. */
export const secretCue = any(
  `(?:expir|valid|within|only|good|works?|gültig|innerhalb|läuft|verfällt|valable|caduc|vence|válid|scad|entro|صالح|صلاحية|تنتهي|خلال)[^.!?\\n]{0,45}?\\p{N}{1,3} ?(?:${minutes})(?!\\p{L})`,
  `\\p{N}{1,3} ?(?:分|時間)(?:以内|間有効|で失効|間のみ|間有効)`,
  `有効期限`,
  `(?:do not|don't|never|please do not) (?:share|forward|disclose|give|reveal|tell|pass)`,
  `(?:keep|treat) (?:this|the|your) (?:code|password|link)[^.\\n]{0,30} (?:secret|private|safe|confidential)`,
  `(?:did not|didn't|have not|haven't|weren't|wasn't|not) (?:you who )?(?:request|requested|ask|asked|initiate|initiated|make|made|try|trying|attempt|expect)`,
  `(?:wasn't|was not|isn't|not) (?:you|made by you)\\b`,
  `ignore (?:this|the) (?:e-?mail|message|mail)`,
  `geben sie (?:ihn|diesen|den|das|ihr)[^.\\n]{0,40} (?:nicht|niemals|an niemanden|keinesfalls)`,
  `(?:niemandem|nicht|niemals|keinesfalls)[^.\\n]{0,30} (?:weitergeben|weiter|mitteilen|teilen)`,
  `teilen sie (?:ihn|diesen|den)[^.\\n]{0,30}(?:niemandem|nicht)`,
  `nicht (?:angefordert|selbst angefordert|veranlasst|beantragt|von ihnen|du|sie selbst)`,
  `(?:keine|nicht diese) (?:anfrage|anforderung|rücksetzung)[^.\\n]{0,20} gestellt`,
  `ignorieren sie diese`,
  `ignorier(?:e|en) (?:sie )?(?:diese|bitte)`,
  `ne (?:le |la )?(?:partagez|communiquez|transmettez|divulguez)`,
  `n'(?:avez|êtes|as)[^.\\n]{0,30} (?:pas )?(?:demandé|effectué|à l'origine|sollicité)`,
  `(?:n'êtes|n'es) pas à l'origine`,
  `ignore[rz] (?:ce|cet)`,
  `no (?:lo |la |los )?(?:comparta|compartas|facilite|facilites|revele|reveles|reenvíe)`,
  `no (?:ha|has|fue|hayas|haya)[^.\\n]{0,20} (?:solicitado|pedido|usted|tú)`,
  `no solicit(?:ó|aste|ado)`,
  `ignor[ae] este (?:correo|mensaje)`,
  `non (?:lo |la )?(?:condivider|comunicar|divulgar|condividere)`,
  `non (?:hai|ha|sei|è)[^.\\n]{0,20} (?:richiesto|stato|effettuato)`,
  `ignor[ai] (?:questa|questo)`,
  `心当たり`,
  `(?:他人|第三者|誰にも)[^。\\n]{0,20}(?:教えない|共有しない|開示しない|知らせない|伝えない)`,
  `このメールを(?:無視|破棄)`,
  `لا (?:تشارك|تقم بمشاركة|تفصح|تعطِ|تعط)`,
  `(?:إذا|اذا) لم (?:تطلب|تقم|تكن)`,
  `تجاهل (?:هذه|هذا)`,
  `não (?:compartilhe|solicitou|partilhe)`,
  `deel (?:deze|dit)[^.\\n]{0,20} (?:nooit|niet)`,
  `niet (?:zelf )?aangevraagd`,
);

/** Names that no other code has. */
export const strongCode = each(
  `(?:verification|authentication|authenti[cs]ator|authorization|login|log-in|sign-?in|log-?on|2fa|two-factor|two-step|mfa|otp|identity|device) ?(?:pass)?codes?\\b`,
  `one[- ]time[- ](?:pass(?:word|code|phrase)?|pin|code|security code|verification)`,
  `single[- ]use (?:pass)?code`,
  `\\botp\\b(?: is|:| for| code)`,
  `(?:verifizierungs|authentifizierungs|authentisierungs|anmelde|login|einmal|zwei-faktor-|2fa-|verifikations)-?(?:code|pin|kennwort|passwort)`,
  `\\b(?:m|push|sms|mobile)-?tan\\b`,
  `code de vérification`,
  `code (?:à|a) usage unique`,
  `code d'authentification`,
  `code de connexion`,
  `mot de passe (?:à|a) usage unique`,
  `código de (?:verificación|autenticación|inicio de sesión|un solo uso|verificação|autenticação)`,
  `(?:contraseña|clave|senha) (?:de un solo uso|temporal de un solo uso|de uso único)`,
  `codice (?:di (?:verifica|autenticazione|login)|monouso|otp|usa e getta)`,
  `password (?:monouso|usa e getta|temporanea monouso)`,
  `(?:認証|検証|ログイン|本人確認)(?:用)?(?:の)?(?:コード|番号)`,
  `ワンタイム ?(?:パスワード|コード|パスコード)`,
  `(?:二段階|2段階|二要素)認証[^。\\n]{0,10}コード`,
  `(?:رمز|كود) (?:التحقق|التوثيق|المصادقة|تسجيل الدخول|لمرة واحدة|الدخول لمرة واحدة)`,
  `كلمة (?:المرور|السر|مرور|سر) (?:المؤقتة )?(?:لمرة واحدة|صالحة لمرة واحدة)`,
  `(?:verificatie|inlog|beveiligings)code`,
  `kod weryfikacyjny`,
  `код (?:подтверждения|проверки|авторизации)`,
  `验证码|驗證碼|인증 ?(?:번호|코드)`,
  `doğrulama kodu`,
);

/** Names a door, a booking or a card's back may have too: only with a cue. */
export const weakCode = each(
  `(?:security|confirmation|access|activation|temporary|approval|recovery) (?:pass)?codes?\\b`,
  `\\bpasscode\\b`,
  `(?:sicherheits|bestätigungs|zugangs|zugriffs|freischalt|aktivierungs|freigabe)-?code`,
  `\\b(?:tan|pin)\\b`,
  `code (?:de|d'|temporaire|confidentiel)(?: ?(?:sécurité|confirmation|accès|activation|validation))?`,
  `código de (?:seguridad|confirmación|acceso|activación|validación|segurança)`,
  `codice (?:di )?(?:sicurezza|conferma|accesso|attivazione|temporaneo)`,
  `(?:確認|セキュリティ|アクセス|承認)(?:用)?コード`,
  `(?:رمز|كود) (?:التأكيد|الأمان|الدخول|التفعيل)`,
  `your (?:[\\p{L}\\p{N}.'-]{1,20} ){0,2}code\\b`,
  `(?:ihr|dein) (?:[\\p{L}\\p{N}.'-]{1,20}[ -]){0,2}code\\b`,
  `votre code`,
  `(?:tu|su) código`,
  `(?:il )?tuo codice`,
);

/** A code for a good reason: what it gives is a price, a place or a door, and not an account. */
export const otherCode =
  /(?:discount|promo(?:tion(?:al)?)?|coupon|voucher|gift|referral|offer|qr|bar|zip|postal|area|country|dial(?:ling)?|source|product|tracking|booking|reservation|dress|error|status|swift|sort|bank|cost|tax|hs|tariff|color|colour|invite|registration|event|conference|meeting|webinar|door|gate|building|room|locker|key|parking|alarm|wi-?fi|license|licence|project|campaign|partner|customer|article|item|batch|lot|rabatt|gutschein|aktions|einladungs|buchungs|projekt|kunden|artikel|tür|tor|fehler|promotionnel|réduction|de porte|d'entrée|immeuble|descuento|promocional|puerta|reserva|sconto|promozionale|porta|prenotazione)[- ]?(?:cod[ei]|código|codice)|code (?:promo|postal|barre|source|article|client|projet|réduction|porte|immeuble|d'immeuble)|código (?:promocional|postal|de (?:descuento|barras|reserva|cliente|la puerta|producto))|codice (?:sconto|promozionale|postale|fiscale|prenotazione|cliente|articolo|a barre|progetto|sdi|univoco)|クーポン|割引|予約|郵便|製品|رمز (?:الخصم|القسيمة|الحجز|المنتج)|كود (?:الخصم|خصم)/u;

/** It speaks to whoever reads it. */
export const yours = /(?<!\p{L})(?:your|ihr|dein|votre|ton|tu|su|tuo|suo)(?!\p{L})|あなた|お客様|الخاص بك/u;

/** One gives a code of one's own into something of one's own. */
export const accountCue = any(
  `(?:sign|log)(?:ging|ning)?[- ]?(?:in|on)\\b`,
  `(?:verify|confirm|protect|secure|access) (?:your|it's|that it's|the) (?:[\\p{L}]{1,12} )?(?:identity|account|e-?mail|you\\b|device|address|phone|number)`,
  `(?:enter|use|type|copy|paste|input) (?:this|the|your|following|it)`,
  `anmeld|einlogg|login|(?:geben|nutzen|verwenden|benutzen) sie`,
  `identität|verifizier|bestätigen sie (?:ihre|ihr|dein)|ihr konto`,
  `connex|connecter|identit|saisissez|votre compte|vérifier votre`,
  `iniciar sesión|inicio de sesión|introdu(?:zca|ce)|ingres[ae]|su cuenta|tu cuenta|verificar (?:su|tu)`,
  `acced|inserisc|tuo account|suo account|verificare|conto`,
  `ログイン|サインイン|入力|認証|アカウント|本人確認`,
  `تسجيل الدخول|أدخل|ادخل|حسابك|هويتك|استخدم`,
);

const your = "(?:your|the|a new|my|ihr|dein|das|votre|ton|tu|su|la tua|la sua|sua|tua)";

/** What the subject of mail about a password says, and the subject of no offer. */
export const passwordSubject = any(
  `^(?:[\\[(][^\\])]{0,30}[\\])] ?)?(?:please )?(?:re-?set|recover|change|set|create|choose|update) (?:up )?(?:your|a new) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}password`,
  `(?:your )?(?:[\\p{L}\\p{N}.'-]{1,20} ){0,2}password (?:re-?set|recovery|change|assistance) ?(?:request|instructions|link|e-?mail|confirmation|code|notification|requested)?(?: for your| - |: |$)`,
  `(?:your|the) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}password (?:has been|was|has|is about to|will) (?:been )?(?:changed|reset|updated|expire)`,
  `forgot(?:ten)? (?:your )?password`,
  `(?:request|instructions|link) to re-?set (?:your|the) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,2}password`,
  `(?:passwort|kennwort)(?:s)? (?:zurücksetzen|vergessen|ändern|erneuern|wiederherstellen)|(?:passwort|kennwort)-?(?:zurücksetzung|rücksetzung|reset|wiederherstellung|änderung)`,
  `(?:setzen|ändern) sie ihr (?:[\\p{L}\\p{N}.'-]{1,20}[ -]){0,2}(?:passwort|kennwort)`,
  `(?:ihr|dein) (?:[\\p{L}\\p{N}.'-]{1,20}[ -]){0,2}(?:passwort|kennwort) (?:wurde|zurücksetzen|läuft)|neues (?:passwort|kennwort) (?:festlegen|vergeben|anfordern|setzen)`,
  `(?:réinitialis|récupér|modifi|chang|oubli)[^\\n]{0,25} mot de passe|mot de passe (?:oublié|réinitialisé|modifié|a été)`,
  `(?:restablec|recuper|cambi|olvid|redefin)[^\\n]{0,25} (?:contraseña|senha)|(?:contraseña|senha) (?:olvidada|restablecida|cambiada|ha sido)`,
  `(?:reimposta|recuper|ripristin|cambi|modific)[^\\n]{0,25} password|password (?:dimenticata|reimpostata|modificata|è stata)`,
  `パスワード ?(?:の)?(?:再設定|リセット|再発行|変更|初期化)`,
  `(?:إعادة (?:تعيين|ضبط)|استعادة|تغيير|نسيت) كلمة (?:المرور|السر|مرورك)`,
  `(?:wachtwoord (?:opnieuw instellen|resetten|vergeten)|(?:resetowanie|zmiana) hasła|(?:сброс|восстановление) пароля|şifre sıfırlama|重置密码|重設密碼|비밀번호 재설정)`,
);

/** What only mail that changes a password says. */
export const passwordText = any(
  `(?:request|asked|someone|you)[^.\\n]{0,60} (?:re-?set|recover|change) (?:${your}|of your) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}password`,
  `(?:received|got|have) (?:a|your) (?:[\\p{L}]{1,12} )?password (?:re-?set|change|recovery) request`,
  `(?:click|tap|press|follow|use|open|visit|go to|select)[^.\\n]{0,80} to (?:re-?set|set|choose|create|change|recover|update) (?:your|a new|a) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,2}password`,
  `to (?:re-?set|choose|create|recover|change) (?:your|a new) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,2}password,? (?:please )?(?:click|tap|press|follow|use|open|visit|go|select)`,
  `your (?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}password (?:has been|was|has been successfully|was successfully) (?:successfully )?(?:changed|reset|updated)`,
  `(?:zurücksetz|neue[ns]? (?:passwort|kennwort)|(?:passwort|kennwort) (?:zu )?(?:ändern|vergeben))[^.\\n]{0,90}(?:klick|link|schaltfläche|button|anfrage|angefordert|gestellt)`,
  `(?:klick|link|schaltfläche|button|anfrage|angefordert)[^.\\n]{0,90}(?:passwort|kennwort)[^.\\n]{0,40}(?:zurück|neu|ändern|festleg|vergeben|setzen)`,
  `(?:klick|link|schaltfläche|button|anfrage|angefordert|zurücksetz)[^.\\n]{0,60}(?:neues |ihres |dein )(?:passwort|kennwort)`,
  `(?:passwort|kennwort) (?:wurde|ist) (?:soeben |erfolgreich |heute )*(?:geändert|zurückgesetzt)`,
  `(?:demande|cliquez|lien|bouton|pour)[^.\\n]{0,80}(?:réinitialis|nouveau|changer|modifier|choisir)[^.\\n]{0,40} mot de passe`,
  `votre mot de passe a (?:bien )?été (?:modifié|réinitialisé|changé)`,
  `(?:solicitud|solicitado|haga clic|haz clic|pulse|pulsa|enlace|botón|para)[^.\\n]{0,80}(?:restablec|nueva|cambiar|crear|redefin)[^.\\n]{0,40} (?:contraseña|senha)`,
  `(?:tu|su) contraseña (?:ha sido|se ha) (?:cambiad|restablecid|modificad)`,
  `(?:richiest|clicca|fai clic|link|pulsante|per)[^.\\n]{0,80}(?:reimpost|nuova|cambiar|modificar|ripristin)[^.\\n]{0,40} password`,
  `la (?:tua|sua) password è stata (?:modificata|reimpostata|cambiata)`,
  `パスワード(?:の|を)?(?:再設定|リセット|再発行|変更)[^。\\n]{0,60}(?:リンク|url|クリック|下記|以下|手続|リクエスト|依頼|完了|されました|受け付け)`,
  `(?:リンク|url|クリック|下記|以下)[^。\\n]{0,60}パスワード(?:の|を)?(?:再設定|リセット|再発行|変更)`,
  `(?:طلب|انقر|اضغط|الرابط|الزر)[^.\\n]{0,60}(?:إعادة (?:تعيين|ضبط)|لتعيين|تغيير|لتغيير|لإعادة تعيين|جديدة)[^.\\n]{0,30}(?:كلمة|مرور)`,
  `(?:إعادة (?:تعيين|ضبط)|تغيير) كلمة (?:المرور|السر|مرورك)[^.\\n]{0,60}(?:انقر|اضغط|الرابط|الزر)`,
  `(?:klik|link)[^.\\n]{0,60} (?:nieuw )?wachtwoord`,
  `تم (?:تغيير|إعادة تعيين) كلمة (?:المرور|السر|مرورك)`,
);

/** A link that signs one in. */
export const signInLink = any(
  `(?:your|a|the|this|one-time|secure) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}(?:magic|sign-?in|log-?in|login|one-time) link`,
  `magic link`,
  `(?:click|tap|press|follow|use|open)[^.\\n]{0,60} to (?:sign|log) ?in(?:to)?\\b`,
  `(?:ihr|dein|einmal-?|der) (?:persönlicher |einmaliger )?(?:[\\p{L}\\p{N}.'-]{1,20}[ -])?(?:anmelde|login|einmal|magic)[ -]?link`,
  `(?:link|schaltfläche|button)[^.\\n]{0,50} (?:anzumelden|einzuloggen|anmelden|einloggen)`,
  `(?:votre )?lien (?:magique|de connexion)`,
  `(?:tu |su )?enlace (?:mágico|de (?:acceso|inicio de sesión))`,
  `(?:il tuo |il suo )?link (?:magico|di accesso)`,
  `(?:ログイン|サインイン|マジック)(?:用)?(?:の)?(?:リンク|url)`,
  `رابط (?:تسجيل الدخول|الدخول|سحري)`,
);

const money = "(?:[$€£¥]|us\\$|eur|usd|gbp|chf|jpy|sar|aed|ريال|درهم|円|euros?)";
const sum = `(?:${money} ?\\p{N}[\\p{N}.,' ]*|\\p{N}[\\p{N}.,' ]* ?${money})`;

/** A card or account with most of its number left out. */
export const maskedNumber = any(
  `(?:[*•x×.…·]{2,}|[*•x×]{1,}[- ]) ?\\p{N}{3,4}(?!\\p{N})`,
  `(?:end(?:ing|s|ed)|endend|endet|endung|endziffern|terminant|terminée?|finissant|terminad[ao]|que termina|acabada|che termina|terminante|con finale|final)(?: (?:in|with|auf|mit|par|en|con|digits?|per))? ?:? ?[*•x]*\\p{N}{3,4}`,
  `(?:末尾|下4桁|下四桁)[^\\n]{0,6}\\p{N}{3,4}`,
  `(?:المنتهية?|تنتهي|ينتهي|المنتهي)[^\\n]{0,12}\\p{N}{3,4}`,
);

/** What only the bank of whoever reads it says: what was done on their account. */
export const bankNotice = any(
  `(?:your|a) (?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}(?:card|account)[^.\\n]{0,40} (?:was|has been|is) (?:charged|debited|credited|used|blocked|locked|declined|overdrawn|below)`,
  `(?:you|you've|you have) (?:just )?(?:sent|received|paid|transferred|withdrew|spent|added) (?:a |an )?(?:payment|transfer|${sum}|money)`,
  `(?:sent|paid|requested) you ${sum}|you(?:'ve)? got money|your (?:money|transfer|payout) is on its way`,
  `(?:direct deposit|wire transfer|standing order|payout|cash withdrawal|atm withdrawal|zelle payment)[^.\\n]{0,60} (?:received|posted|sent|completed|processed|initiated|on the way|is on its way|was made|has been)`,
  `(?:ihr|neuer|ihre) (?:neuer |neuen |elektronischer |aktueller )?(?:konto|depot|kreditkarten)(?:auszug|auszüge|abrechnung)`,
  `(?:lastschrift|überweisung|gutschrift|geldeingang|kartenzahlung|dauerauftrag)[^.\\n]{0,60}(?:ihrem konto|ausgeführt|gebucht|ihrer karte|getätigt)`,
  `(?:sie haben|du hast) (?:eine )?(?:zahlung|${sum}|geld|überweisung)[^.\\n]{0,60} (?:erhalten|gesendet|gezahlt|bezahlt|überwiesen)`,
  `(?:virement|prélèvement|paiement par carte|retrait)[^.\\n]{0,60}(?:votre compte|exécuté|votre carte|la carte|débité|crédité)|vous avez (?:reçu|envoyé) (?:un )?(?:paiement|virement|${sum})`,
  `(?:transferencia|adeudo|domiciliación|cargo|compra|retirada|bizum|abono)[^.\\n]{0,60}(?:(?:su|tu) (?:cuenta|tarjeta)|ejecutad)|(?:has|ha) (?:recibido|enviado) (?:un pago|una transferencia|${sum})`,
  `(?:bonifico|addebito|accredito|pagamento con carta|prelievo)[^.\\n]{0,60}(?:sul (?:tuo |suo )?conto|carta|eseguito|ricevuto|effettuat|disposto)|hai (?:ricevuto|inviato) (?:un pagamento|un bonifico|${sum})`,
  `(?:ご利用|取引|入出金|入金|出金|振込|引き落とし|引落|残高|カード利用|口座)[^。\\n]{0,20}(?:明細|お知らせ|通知|速報|のご案内|完了|受付|確認)`,
  `(?:كشف (?:الحساب|حسابك)|رصيد(?:ك| حسابك)|تم (?:خصم|إيداع|سحب|تحويل|قيد|استلام|إرسال)[^.\\n]{0,50}(?:حسابك|بطاقتك|ببطاقة))`,
);

/** What banks write about, and others too: enough from a bank's machine, too little from a desk. */
export const bankTopic = any(
  `(?:your|new|latest|monthly|e-?) ?(?:[\\p{L}\\p{N}.'-]{1,20} ){0,3}(?:bank|account|card|credit card|checking|savings|current account|online) (?:e-?)?statement(?:s)?(?: for [\\p{L}\\p{N} ]{1,20})? (?:is|are|has|is now)`,
  `(?:bank|card|e-?)statement (?:is|now) (?:ready|available)`,
  `(?:transaction|purchase|debit|credit|deposit|withdrawal|balance|payment|low balance|card|account activity|spending) (?:alert|notification)`,
  `(?:available|current|account|closing|new) balance|bank transfer|direct debit`,
  `online[- ]?banking|mobile[- ]?banking|telephone banking|secure message|net ?banking|e-banking`,
  `(?:konto|karten|umsatz|buchungs|zahlungs)-?(?:benachrichtigung|bewegung|umsatz|umsätze|alarm|wecker)|kontostand|abbuchung|zahlungseingang`,
  `relevés? de (?:compte|carte)|solde (?:de votre compte|disponible|actuel)`,
  `(?:extracto|estado) de (?:su |tu )?(?:cuenta|tarjeta)|saldo (?:disponible|de su cuenta|actual)`,
  `estratto conto|saldo (?:disponibile|contabile|del conto)|operazione[^.\\n]{0,60}(?:conto|carta)`,
  `كشف حساب|(?:عملية|حركة) (?:شراء|سحب|خصم|إيداع|تحويل|مالية)`,
);

/** Whose machines such mail comes from: names of banks and of what holds money for somebody. */
export const bankSender =
  /(?:^|[^\p{L}])(?:[\p{L}]{0,20}bank(?:ing|en|a)?|[\p{L}]{0,12}sparkasse|volksbank|raiffeisen\w*|banque|banco|banca|caixa\w*|caisse-?epargne|credit-?agricole|credit-?mutuel|credit-?suisse|paypal|wise|transferwise|revolut|n26|monzo|starling|stripe|klarna|venmo|zelle|cashapp|square|payoneer|skrill|qonto|mercury|brex|bunq|chase|jpmorgan|wellsfargo|citi|capitalone|americanexpress|amex|americanexpress|visa|mastercard|discover|hsbc|barclays?(?:card)?|lloyds|natwest|santander|bbva|sabadell|ing|ing-diba|comdirect|dkb|ubs|postfinance|zkb|boursorama|bnpparibas|bnp|societegenerale|labanquepostale|fortuneo|intesasanpaolo|unicredit|fineco|posteitaliane|poste|postepay|nexi|mufg|smbc|mizuho|smbc-card|rakuten-card|jcb|paypay|alrajhi\w*|alinma|snb|alahli|emiratesnbd|adcb|qnb|mashreq|stcpay|bancolombia|nubank|itau|bradesco|rabobank|abnamro|mbank|pko\w*)(?:$|[^\p{L}])|銀行|カード|بنك|مصرف|البنك/u;

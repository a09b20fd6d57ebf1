// Mail that must be recognised, invented for the test: what | from | subject | text. `⏎` is a new line.
export const sensitiveExamples = `
code | Northwind <no-reply@northwind.example> | Your verification code | Your verification code is 482913. It expires in 10 minutes.
code | Northwind <no-reply@northwind.example> | 719204 is your Northwind code | Enter 719204 to continue signing in. Do not share this code with anyone.
code | Acme ID <id@acme.example> | Acme ID: 5531-0927 | Use the one-time code 5531-0927 to sign in to your Acme ID. If you didn't request it, ignore this email.
code | Globex Security <security@globex.example> | Security code | We noticed a sign-in from a new device. Your security code is 992 104. It is valid for 15 minutes. Never share it.
code | Initech <noreply@initech.example> | Confirm your email address | Welcome! To confirm your email address enter this confirmation code: 38 is not enough, the whole code is 384756. The code expires in 30 minutes. If you did not sign up you can ignore this email.
code | Hooli <accounts@hooli.example> | G-582013 is your Hooli verification code | G-582013 is your Hooli verification code.
code | Umbrella <otp@umbrella.example> | OTP for your login | Dear customer, OTP is 604417 for logging in to your account. Valid for 5 mins. Do not disclose it.
code | Stark Portal <portal@stark.example> | Your login code | Hi Lena,⏎⏎Your login code: K7QX92⏎⏎This code will expire in 20 minutes.
code | Wayne Cloud <hello@waynecloud.example> | Sign in to Wayne Cloud | Copy and paste this temporary login code:⏎⏎lunar-9 is your project.⏎⏎login code: 440218⏎⏎If you didn't try to log in, you can safely ignore this email.
code | Cyberdyne <do-not-reply@cyberdyne.example> | Two-factor authentication code | Your two-factor code is below.⏎⏎2FA code: 118 903⏎⏎It is good for 10 minutes.
code | Tyrell <mailer@tyrell.example> | Authentication code 83012377 | Use authentication code 83012377 to approve the change of your phone number.
code | Soylent <support@soylent.example> | Your one-time passcode | Your one-time passcode is 2291. Please enter it within 5 minutes.
code | Oscorp <notifications@oscorp.example> | Verify your identity | We need to verify your identity. Enter the following verification code when asked: 773 210.
code | Massive Dynamic <account@massive.example> | Recovery code requested | Somebody asked to get into your account. Your recovery code is 66104528. If it was not you, ignore this message.
code | Aperture <login@aperture.example> | Log in with 90-21-44 | 902144 is your log-in code for Aperture. It works for 10 minutes.
code | Wonka Mail <mail@wonka.example> | Your access code | Your access code is 551200. Enter it to log in. The code is valid for 10 minutes, and please do not share it.
code | Duff Pay <noreply@duffpay.example> | Approve your purchase | One-time PIN 482211 approves a purchase of USD 49.90. Never share it, not even with us.
code | Pied Piper <auth@piedpiper.example> | Device verification | Your device verification code is 301-998.
code | Vandelay <verify@vandelay.example> | Please confirm | Activation code: 774120. It is valid for 60 minutes. If you did not request an account, ignore this mail.
code | Kwik <sso@kwik.example> | Sign-in code: 123 765 | Hello,⏎your sign-in code is 123 765.⏎Kwik
code | Bluth <no_reply@bluth.example> | Code for signing in | Your Bluth code is HX4-29K. Do not forward this email. It expires in 15 minutes.
code | Dunder <system@dunder.example> | Verification | 665 is not a code. Your verification code: 6650 1284
code | Nordlicht <noreply@nordlicht.example> | Ihr Bestätigungscode | Ihr Bestätigungscode lautet 482913. Er ist 10 Minuten lang gültig und läuft in 10 Minuten ab.
code | Nordlicht <sicherheit@nordlicht.example> | Sicherheitscode für Ihre Anmeldung | Guten Tag,⏎Ihr Sicherheitscode: 771 204⏎Geben Sie ihn an niemanden weiter. Er ist gültig für 5 Minuten.
code | Alpenportal <info@alpenportal.example> | Ihr Anmeldecode | Geben Sie diesen Anmeldecode ein: 559201. Falls Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail.
code | Elbe <nicht-antworten@elbe.example> | Einmalcode 884120 | Ihr Einmalcode zur Anmeldung ist 884120.
code | Hansa <konto@hansa.example> | Ihr Einmalpasswort | Ihr Einmalpasswort lautet 20441. Teilen Sie es niemandem mit, auch nicht uns.
code | Rhein <noreply@rhein.example> | mTAN für Ihren Auftrag | Die mTAN für Ihren Auftrag lautet 339201. Prüfen Sie den Betrag.
code | Isar <service@isar.example> | Verifizierungscode | Hallo Lena, dein Verifizierungscode ist 710 022. Gib ihn ein, um dich anzumelden.
code | Spree <login@spree.example> | 402119 ist Ihr Spree-Code | Ihr Spree-Code lautet 402119. Bitte niemals weitergeben, gültig für 15 Minuten.
code | Lumière <ne-pas-repondre@lumiere.example> | Votre code de vérification | Votre code de vérification est 482913. Il expire dans 10 minutes.
code | Lumière <securite@lumiere.example> | Code de sécurité | Voici votre code de sécurité : 771204. Ne le communiquez à personne.
code | Garonne <noreply@garonne.example> | Connexion à votre compte | Votre code de connexion : 559 201. Si vous n'avez pas demandé ce code, ignorez cet e-mail.
code | Loire <service@loire.example> | Code à usage unique | Bonjour, saisissez le code à usage unique 884120 pour vous connecter. Valable 5 minutes.
code | Seine <auth@seine.example> | Votre code d'authentification | 204417 est votre code d'authentification.
code | Rhône <compte@rhone.example> | Confirmez votre adresse | Votre code de confirmation est 390 211. Il expire dans 30 minutes. Ne le partagez pas.
code | Ebro <noresponder@ebro.example> | Tu código de verificación | Tu código de verificación es 482913. Caduca en 10 minutos.
code | Ebro <seguridad@ebro.example> | Código de seguridad | Su código de seguridad es 771204. No lo comparta con nadie.
code | Tajo <hola@tajo.example> | Código de inicio de sesión | Usa el código de inicio de sesión 559201. Si no lo has solicitado, ignora este correo.
code | Duero <notificaciones@duero.example> | Clave de un solo uso | Su clave de un solo uso es 88412.
code | Segura <no-reply@segura.example> | Confirma tu correo | Tu código de confirmación es 664 201 y caduca en 15 minutos. Si no has solicitado este código, ignora este mensaje.
code | Arno <noreply@arno.example> | Il tuo codice di verifica | Il tuo codice di verifica è 482913. Scade tra 10 minuti.
code | Arno <non-rispondere@arno.example> | Codice di sicurezza | Il codice di sicurezza è 771204. Non condividerlo con nessuno.
code | Tevere <servizio@tevere.example> | Codice monouso | Inserisci il codice monouso 559201 per accedere. Se non hai richiesto questo codice, ignora questa email.
code | Adige <otp@adige.example> | Codice OTP | Codice OTP: 88412044
code | さくら <noreply@sakura.example> | 認証コードのお知らせ | 認証コード: 482913⏎このコードの有効期限は10分です。
code | さくら <security@sakura.example> | 【さくら】ワンタイムパスワード | ワンタイムパスワードは 771204 です。第三者には絶対に教えないでください。
code | ふじ <info@fuji.example> | 確認コード | ログインを続けるには、確認コード 559201 を入力してください。有効期限は15分です。お心当たりのない場合はこのメールを破棄してください。
code | ことり <no-reply@kotori.example> | 本人確認コード | 本人確認コードは「204417」です。
code | النور <noreply@alnoor.example> | رمز التحقق | رمز التحقق الخاص بك هو 482913. تنتهي صلاحيته خلال 10 دقائق.
code | النور <security@alnoor.example> | رمز الأمان | رمز الأمان الخاص بك: 771204. لا تشارك هذا الرمز مع أي شخص. أدخله لتسجيل الدخول.
code | المدار <info@almadar.example> | رمز الدخول لمرة واحدة | استخدم رمز الدخول لمرة واحدة 559201 لتسجيل الدخول إلى حسابك. إذا لم تطلب هذا الرمز تجاهل هذه الرسالة.
code | المدار <otp@almadar.example> | كلمة المرور لمرة واحدة | كلمة المرور لمرة واحدة هي ٤٨٢٩١٣
code | Polder <noreply@polder.example> | Je verificatiecode | Je verificatiecode is 482913. Deel deze code nooit met anderen.
code | Tejo <nao-responder@tejo.example> | O seu código de verificação | O seu código de verificação é 482913. Não compartilhe este código.
password | Northwind <no-reply@northwind.example> | Reset your password | We received a request to reset your password. Click the button below to choose a new one. The link expires in 60 minutes.
password | Acme <noreply@acme.example> | Password reset request | Hello Lena, someone asked to reset the password of your account. If it wasn't you, ignore this email.
password | Globex <support@globex.example> | Reset your Globex password | Click the link below to reset your Globex password. If you did not request this, you can ignore this email.
password | Initech <accounts@initech.example> | Your password was changed | Your Initech password has been changed. If you did not do this, contact support at once.
password | Hooli <hello@hooli.example> | Forgot your password? | No problem. Follow this link to set a new password: https://hooli.example/r/9xk. The link is valid for 24 hours.
password | Umbrella <it@umbrella.example> | Password reset instructions | To reset your password, please open the link below within 2 hours. If you did not ask for it, do nothing.
password | Stark <auth@stark.example> | Your magic link | Here is your magic link for Stark. It works once and expires in 15 minutes.
password | Wayne Cloud <hello@waynecloud.example> | Your sign-in link | Click here to sign in to Wayne Cloud. This link is valid for 10 minutes. If you didn't request it, ignore this email.
password | Cyberdyne <login@cyberdyne.example> | Log in to Cyberdyne | Tap the button to log in to Cyberdyne. If you did not request this email you can safely delete it. This link will expire in 20 minutes.
password | Tyrell <noreply@tyrell.example> | Set your password | Your administrator made an account for you. Click here to set a password. The link expires in 48 hours.
password | Soylent <passwords@soylent.example> | Password change confirmation | This confirms that your password was successfully updated on 3 March.
password | Oscorp <no-reply@oscorp.example> | [Oscorp] Please reset your password | We heard that you lost your Oscorp password. Use the following link to reset your password. It expires in 3 hours.
password | Massive Dynamic <id@massive.example> | Account recovery | You have asked to recover your Massive password. Go to the page below to choose a new password.
password | Aperture <notify@aperture.example> | Instructions to reset your password | Use the link in this mail to reset your password.
password | Wonka <user@wonka.example> | Create a new password | You requested a password reset. Visit the page below to create a new password. If you haven't requested it, please ignore this message.
password | Duff <service@duff.example> | Your Duff password will expire | Your Duff password will expire in 3 days. Click here to change your password. If you did not expect this, ask us. Ignore this message if you changed it already.
password | Pied Piper <team@piedpiper.example> | Sign in to Pied Piper | Hi, use this secure one-time link to sign in. It can be used only within 15 minutes.
password | Nordlicht <noreply@nordlicht.example> | Passwort zurücksetzen | Sie haben angefordert, Ihr Passwort zurückzusetzen. Klicken Sie auf den Link, um ein neues Passwort festzulegen.
password | Alpenportal <info@alpenportal.example> | Ihr Passwort zurücksetzen | Über den folgenden Link können Sie ein neues Passwort vergeben. Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht.
password | Elbe <konto@elbe.example> | Ihr Passwort wurde geändert | Ihr Passwort wurde soeben geändert. Waren Sie das nicht selbst, melden Sie sich bei uns.
password | Hansa <service@hansa.example> | Kennwort vergessen? | Klicken Sie hier, um ein neues Kennwort zu setzen. Der Link ist 24 Stunden gültig. Falls nicht von Ihnen veranlasst, ignorieren Sie diese E-Mail.
password | Isar <hallo@isar.example> | Dein Anmelde-Link | Mit diesem Link kannst du dich anmelden. Er ist gültig für 15 Minuten.
password | Spree <nicht-antworten@spree.example> | Passwort-Reset | Mit der Schaltfläche unten können Sie Ihr Passwort neu festlegen.
password | Rhein <support@rhein.example> | Anfrage zum Zurücksetzen Ihres Kennworts | Wir haben eine Anfrage erhalten, Ihr Kennwort zurückzusetzen. Haben Sie das nicht angefordert, ignorieren Sie diese E-Mail.
password | Lumière <noreply@lumiere.example> | Réinitialisation de votre mot de passe | Cliquez sur le lien pour réinitialiser votre mot de passe. Il est valable 2 heures.
password | Garonne <service@garonne.example> | Mot de passe oublié | Vous avez fait une demande de nouveau mot de passe. Si vous n'êtes pas à l'origine de cette demande, ignorez cet e-mail.
password | Loire <compte@loire.example> | Votre mot de passe a été modifié | Votre mot de passe a bien été modifié aujourd'hui.
password | Seine <bonjour@seine.example> | Votre lien de connexion | Voici votre lien de connexion. Il expire dans 15 minutes.
password | Ebro <noresponder@ebro.example> | Restablecer tu contraseña | Has solicitado restablecer tu contraseña. Haz clic en el enlace.
password | Tajo <hola@tajo.example> | Restablece tu contraseña | Pulsa el botón para crear una nueva contraseña. Si no has solicitado este cambio, ignora este correo.
password | Duero <cuenta@duero.example> | Cambio de contraseña | Su contraseña ha sido cambiada. Si no fue usted, escríbanos.
password | Segura <no-reply@segura.example> | Tu enlace de acceso | Este es tu enlace de acceso. Caduca en 10 minutos.
password | Arno <noreply@arno.example> | Reimposta la tua password | Hai richiesto di reimpostare la password. Clicca sul link qui sotto.
password | Tevere <servizio@tevere.example> | Password dimenticata | Fai clic sul pulsante per scegliere una nuova password. Se non hai richiesto nulla, ignora questa email.
password | Adige <account@adige.example> | La tua password è stata modificata | La tua password è stata modificata oggi alle 10.
password | Piave <ciao@piave.example> | Il tuo link di accesso | Ecco il tuo link di accesso. Scade tra 15 minuti.
password | さくら <noreply@sakura.example> | パスワード再設定のご案内 | 下記のリンクからパスワードの再設定を行ってください。有効期限は1時間です。
password | ふじ <info@fuji.example> | パスワードリセット | パスワードのリセットのリクエストを受け付けました。お心当たりのない場合は、このメールを破棄してください。
password | ことり <account@kotori.example> | パスワード変更完了のお知らせ | パスワードの変更が完了しました。
password | ひかり <no-reply@hikari.example> | ログインリンク | ログイン用リンクをお送りします。有効期限は15分です。
password | النور <noreply@alnoor.example> | إعادة تعيين كلمة المرور | لقد تلقينا طلب إعادة تعيين كلمة المرور. اضغط على الرابط أدناه.
password | المدار <info@almadar.example> | استعادة كلمة المرور | انقر على الرابط لتعيين كلمة مرور جديدة. إذا لم تطلب ذلك تجاهل هذه الرسالة.
password | الهلال <account@alhilal.example> | تغيير كلمة المرور | تم تغيير كلمة المرور الخاصة بك بنجاح.
password | Polder <noreply@polder.example> | Wachtwoord opnieuw instellen | Klik op de link om een nieuw wachtwoord te kiezen.
bank | First Harbor Bank <alerts@firstharborbank.example> | Transaction alert | A purchase of $84.20 was made with your card ending in 4402.
bank | First Harbor Bank <no-reply@firstharborbank.example> | Your account statement is ready | Your account statement for March is now available in online banking.
bank | Chase <no-reply@alerts.chase.example> | Your low balance alert | Your available balance is below $100.00. Account ending in 0192.
bank | PayPal <service@paypal.example> | You've got money | Bo Lind sent you $250.00 USD. See the details of the payment in your account.
bank | PayPal <service@intl.paypal.example> | Receipt for your payment | You sent a payment of EUR 45,00 to Kiosk am Markt.
bank | Wise <noreply@wise.example> | Your money is on its way | Your transfer to Anna Meier is being processed. You sent 1,200 EUR.
bank | Revolut <no-reply@revolut.example> | You received a payment | You received €310.00 from Tom. Your new balance is €1,204.11.
bank | Stripe <notifications@stripe.example> | Your payout is on the way | A payout of €2,310.00 to your bank account ending in 6789 is on its way.
bank | Lloyds Bank <online-banking@lloyds.example> | You have a new message | A new secure message is waiting in your online banking.
bank | HSBC <hsbc@notification.hsbc.example> | New e-statement | Your credit card e-statement is now available. Log on to mobile banking to see it.
bank | Citi <alerts@citi.example> | Direct deposit posted | A direct deposit of $3,120.55 was posted to your checking account ending in 7781.
bank | Barclaycard <noreply@barclaycard.example> | Payment declined | Your card ending in 1122 was declined at 10:14.
bank | N26 <noreply@n26.example> | Neue Kartenzahlung | Kartenzahlung über 24,90 € mit Ihrer Karte getätigt.
bank | Sparkasse Nordsee <kontowecker@sparkasse-nordsee.example> | Kontowecker: Umsatz | Auf Ihrem Konto gab es einen Umsatz von -129,00 EUR.
bank | Sparkasse Nordsee <noreply@sparkasse-nordsee.example> | Ihr Kontoauszug ist da | Ihr elektronischer Kontoauszug für März liegt im Postfach Ihres Online-Bankings.
bank | Volksbank Elbe <ebanking@volksbank-elbe.example> | Neue Nachricht in Ihrem Postfach | Im Online-Banking liegt ein neues Dokument für Sie bereit.
bank | Comdirect <info@comdirect.example> | Ihr Finanzreport | Ihr neuer Kontoauszug liegt für Sie bereit. Konto ••1234.
bank | PayPal <service@paypal.example> | Sie haben eine Zahlung erhalten | Sie haben 80,00 EUR von Bo Lind erhalten.
bank | PayPal <service@paypal.example> | Beleg für Ihre Zahlung | Sie haben eine Zahlung über 19,99 EUR an Blumen Meier gesendet.
bank | DKB <noreply@dkb.example> | Kreditkartenabrechnung | Ihre Kreditkartenabrechnung steht im Banking bereit. Die Abbuchung folgt am 22.
bank | ING <service@ing.example> | Gutschrift auf Ihrem Konto | Eine Gutschrift über 2.410,00 EUR ist auf Ihrem Konto eingegangen.
bank | Raiffeisen <no-reply@raiffeisen.example> | Dauerauftrag ausgeführt | Ihr Dauerauftrag über CHF 1'200.00 wurde ausgeführt. Konto endet auf 8871.
bank | BNP Paribas <noreply@bnpparibas.example> | Votre relevé de compte | Votre relevé de compte est disponible dans votre espace.
bank | Crédit Lac <alertes@banque-lac.example> | Alerte sur votre compte | Le solde de votre compte est inférieur à 100 €.
bank | Boursorama <ne-pas-repondre@boursorama.example> | Paiement par carte | Paiement par carte effectué de 42,10 € avec la carte se terminant par 5501.
bank | La Banque Postale <service@labanquepostale.example> | Virement reçu | Un virement de 900,00 € a été crédité sur votre compte.
bank | PayPal <service@paypal.example> | Vous avez reçu un paiement | Vous avez reçu 60,00 EUR de Bo Lind.
bank | BBVA <notificaciones@bbva.example> | Compra con tu tarjeta | Compra de 35,20 € realizada con tu tarjeta terminada en 9012.
bank | Santander <noresponder@santander.example> | Extracto de su cuenta | Ya puede consultar el extracto de su cuenta en la banca online.
bank | CaixaBank <avisos@caixabank.example> | Transferencia recibida | Ha recibido una transferencia de 1.200,00 € en su cuenta.
bank | PayPal <service@paypal.example> | Has recibido un pago | Has recibido 75,00 EUR de Bo Lind.
bank | Intesa <noreply@intesasanpaolo.example> | Estratto conto disponibile | Il tuo estratto conto è disponibile nell'area personale.
bank | UniCredit <avvisi@unicredit.example> | Bonifico ricevuto | Hai ricevuto un bonifico di 500,00 € sul conto ••8821.
bank | Postepay <noreply@postepay.example> | Pagamento con carta | Pagamento con carta effettuato: 18,40 €. Carta ****2211.
bank | PayPal <service@paypal.example> | Hai inviato un pagamento | Hai inviato un pagamento di 30,00 EUR a Fiori Rossi.
bank | みらい銀行 <noreply@mirai-bank.example> | お振込完了のお知らせ | お振込が完了しました。金額 50,000円。
bank | みらい銀行 <info@mirai-bank.example> | 入出金明細のお知らせ | 口座の入金をお知らせします。金額 120,000円。口座番号 末尾 4402。
bank | あおぞらカード <statement@aozora-card.example> | ご利用明細のご案内 | 3月分のカードご利用明細が確定しました。
bank | PayPay <noreply@paypay.example> | 残高のお知らせ | 残高通知: チャージが完了しました。
bank | بنك الواحة <alerts@oasisbank.example> | عملية شراء | تم خصم مبلغ 120 ريال من حسابك ببطاقة تنتهي بـ 4402.
bank | بنك الواحة <noreply@oasisbank.example> | كشف حساب | كشف حسابك لشهر مارس متاح الآن في الخدمات المصرفية.
bank | مصرف الراية <info@rayabank.example> | حوالة واردة | تم إيداع 2,000 ريال في حسابك رقم ****8871.
bank | Rabobank <no-reply@rabobank.example> | Your card has been used | Your debit card has been used for a purchase of € 12.50.
`;

// Business mail that must never be taken for anything else, invented for the test: from | subject | text. `⏎` is a new
// line.
export const businessExamples = `
Bo Lind <bo.lind@customer.example> | Quote for 40 pumps | Could you send the quote by Friday? We need 40 pumps, model 4711, delivered before 1 December 2026.
Bo Lind <bo.lind@customer.example> | Discount code | Does the discount code SPRING25 also work for spare parts? We would order 1200 pieces.
Shop <no-reply@shop.example> | Your discount code inside | Use the discount code SAVE20 at checkout. It is valid for 14 days. Do not share it, it is only for you.
Shop <no-reply@shop.example> | Your voucher code: 48291307 | Thank you! Your voucher code 48291307 is valid within 30 days.
Events <info@events.example> | Your ticket and QR code | Please bring the QR code 88412044 to the entrance. Your registration code is below.
Bo Lind <bo.lind@customer.example> | Reset of the meeting | Can we reset the meeting to Thursday 1400? The old invitation expires in 2 hours anyway.
Bo Lind <bo.lind@customer.example> | Reset the project plan | Let us reset the plan and set new dates. If you did not expect this, call me.
Pumps Ltd <orders@pumps.example> | Quote Q-2026-118 with bank details | Please find our quote attached. Bank details: IBAN DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX. Payment within 30 days.
Pumps Ltd <invoice@pumps.example> | Invoice 482913 | Invoice 482913 for EUR 4,100.00 is attached. Please transfer the amount to our account ending in 3000 within 14 days.
Accounting <accounting@pumps.example> | Statement of account March | Attached is your statement of account with all open items. The balance is EUR 12,400.00.
Accounting <no-reply@pumps.example> | Your account statement | Your account statement is attached: three open invoices, balance due 8,200 EUR.
Accounting <buchhaltung@pumpen.example> | Kontoauszug offene Posten | anbei Ihr Kontoauszug mit allen offenen Posten zum 31. März. Bitte prüfen Sie die Rechnungen 100234 und 100236.
Bo Lind <bo.lind@customer.example> | New bank details | Our bank details have changed. Please use the new account at First Harbor Bank for all payments from May on.
Anna Meier <anna.meier@sparkasse-nordsee.example> | Offer for the branch printers | Dear Ms Roth, thank you for the offer. For our online banking team we need 12 devices. The available balance of the budget is 40,000 EUR.
Anna Meier <anna.meier@sparkasse-nordsee.example> | Termin Kontoauszugsdrucker | Wir brauchen Ersatzteile für die Kontoauszugsdrucker in drei Filialen. Passt Ihnen Dienstag?
Einkauf <einkauf@volksbank-elbe.example> | Bestellung 4500012345 | hiermit bestellen wir 20 Bürostühle gemäß Ihrem Angebot. Lieferung bitte bis 12.05.2026.
Procurement <procurement@lloyds.example> | Request for proposal | Lloyds invites you to tender for the lift maintenance of 40 branches. Deadline 30 June.
Procurement <no-reply@hsbc.example> | Purchase order PO-2204410 | Purchase order PO-2204410 was released to you. Please confirm it in the supplier portal.
Tom Berg <tom.berg@paypal.example> | Call next week | Can we talk about the pilot? We process about 2 million EUR a month in that shop.
Bo Lind <bo.lind@customer.example> | Payment of invoice 2203 | We have sent the payment of EUR 4,100 today by bank transfer. Please confirm.
Bo Lind <bo.lind@customer.example> | Remittance advice | Remittance advice for invoices 3301 and 3302, total 9,240.00 EUR, bank transfer on 3 March.
Pumps Ltd <no-reply@pumps.example> | We have received your payment | Thank you, we received your payment of EUR 4,100.00 for invoice 2203. The order will ship today.
Pumps Ltd <billing@pumps.example> | Payment reminder | Invoice 2203 is overdue. If you have paid already, please ignore this message.
Pumps Ltd <billing@pumps.example> | Direct debit announcement | We will collect EUR 120.00 by SEPA direct debit on 15 April, mandate M-3391.
SaaS <no-reply@saas.example> | Your receipt from SaaS | Receipt 1204-4410. Amount paid $49.00, Visa ending in 4242. Thank you for your business.
SaaS <billing@saas.example> | Your subscription renews soon | Your plan renews on 1 May for $490. The card ending in 4242 will be used.
Bo Lind <bo.lind@customer.example> | Password for the PDF | The PDF with the drawings is protected, the password is pump-4471. Please do not share it.
Bo Lind <bo.lind@customer.example> | Password reset in your product | How does the password reset work in your portal? Our users ask for it every week.
Bo Lind <bo.lind@customer.example> | Login problem | Our users cannot log in since this morning: the verification code arrives after 20 minutes and has expired then. Can you help?
Bo Lind <bo.lind@customer.example> | 2FA question | Does your product support two-factor authentication codes by app? We have 250 users.
Bo Lind <bo.lind@customer.example> | Single sign-on | We want to sign in with our own identity provider. Is there a login link for each customer? Please send a quote.
Sales <sales@vendor.example> | New: one-time passwords for your portal | Our new module brings one-time passwords, magic links and password reset to your portal. Book a demo, 30 minutes are enough.
Sales <info@vendor.example> | Security codes for your gates | Our gates open by a security code of 4 to 8 digits. The quote for 12 gates is attached.
News <news@vendor.example> | 5 tips for better passwords | Reset your habits: use a manager, never share a password, and change it when asked. Read more on our blog.
News <no-reply@vendor.example> | Webinar: the end of the password | Join us on 12 May at 1400. Click here to register. The webinar takes 45 minutes.
Zoom <no-reply@zoom.example> | Invitation: Quarterly review | Join the meeting: https://zoom.example/j/88412044771⏎Meeting ID: 884 1204 4771⏎Passcode: 482913
Teams <noreply@teams.example> | Lena has invited you to a meeting | Meeting ID: 312 440 221 09⏎Passcode: Xk2a9T⏎Download Teams or join on the web.
Bo Lind <bo.lind@customer.example> | Dial-in | The conference code is 482913, dial 030 1234567. It is valid for 60 minutes.
Bo Lind <bo.lind@customer.example> | Access to our site | The door code is 4471#. The access code for the gate is 884120. The guard is there within 10 minutes.
Hotel <reservations@hotel.example> | Your booking HX4291 | Your confirmation code is HX4291. Check-in from 15:00. You can cancel until 24 hours before arrival.
Airline <no-reply@airline.example> | Booking confirmation K7QX92 | Your confirmation code: K7QX92. Online check-in opens 24 hours before departure.
Parcel <no-reply@parcel.example> | Your parcel is on its way | Your parcel 00340434161094042557 will arrive today. Tracking code 88412044.
Parcel <notifications@parcel.example> | Delivery today | Give the driver the delivery code 4471 at the door.
Courier <noreply@courier.example> | Pick up within 7 days | Your parcel waits in locker 12. Locker code: 884120. Please pick it up within 72 hours.
Bo Lind <bo.lind@customer.example> | Code review | Thanks for the code review, ticket 48291 is fixed. Can you check the error code 500123 too?
Bo Lind <bo.lind@customer.example> | HS code for customs | The HS code is 84137021 and the country code DE. Please put both on the invoice.
Bo Lind <bo.lind@customer.example> | Project code | Please put the project code PX4429 on all invoices, cost code 88120.
Bo Lind <bo.lind@customer.example> | Part number 482913 | We need part 482913 as soon as possible. Code 482913 in your catalogue.
Support <support@vendor.example> | Ticket 884120: error code 0451 | We have looked at the error code 0451. Please restart the pump and log in again.
Support <support@vendor.example> | Ticket 77120 has been answered | Your ticket about the security code of the control panel was answered: the factory setting is 0000, see page 12 of the manual.
Bo Lind <bo.lind@customer.example> | Activation of the licence | Please activate the licence key AB12-CD34 for our second server.
Vendor <licences@vendor.example> | Your licence key | Your licence key is K7QX-92HT. It is valid for 365 days.
Bo Lind <bo.lind@customer.example> | Bank holiday | Monday is a bank holiday, so let us talk on Tuesday. I will open an account for you in our portal.
Bo Lind <bo.lind@customer.example> | Our account with you | Who looks after our account now? The balance between service and price matters to us.
Bo Lind <bo.lind@customer.example> | Card terminals | We need 12 card terminals for our stores, the payment alerts should go to the shop managers.
Bo Lind <bo.lind@customer.example> | Bank guarantee | The bank guarantee of EUR 50,000 was issued by Commerzbank and is on its way by post.
Bo Lind <bo.lind@customer.example> | Payment plan | We can pay in three parts, each by bank transfer: 4,000 EUR now, the rest when delivered.
Bo Lind <bo.lind@customer.example> | Statement for the press | The statement is ready. Your account manager can have it today.
Partner <partner@fintech.example> | Partnership with our payment platform | You could offer your customers a payout within 24 hours. Our online banking API is ready.
Press <press@bank-of-south.example> | Press release: new chairman | Bank of South has a new chairman. The statement is attached.
Marketing <newsletter@bank-of-south.example> | Invitation to our business breakfast | Meet other firms of the region on 12 May. Please reply by 1 May.
HR <jobs@bank-of-south.example> | Job fair | We take part in the job fair again. Do you print the banners, 850 x 2000 mm?
Facility <facility@sparkasse-nordsee.example> | Wartung Aufzug Filiale 12 | Der Aufzug in Filiale 12 steht wieder. Bitte einen Techniker bis 14 Uhr.
Bo Lind <bo.lind@customer.example> | Re: Your verification code | Did you get it? I sent the verification code 482913 to your phone, it is valid for 10 minutes.
Bo Lind <bo.lind@customer.example> | Fwd: Your account statement is ready | Can you check this for the audit? Your account statement is ready in online banking.
Support <support@vendor.example> | Re: Password reset | We have looked into the password reset of your portal users; the mails are slow because of a queue. If you did not get one, write to us.
Bo Lind <bo.lind@customer.example> | AW: Passwort zurücksetzen | Danke, das Passwort zurückzusetzen hat geklappt. Wann kommt das Angebot?
Bo Lind <bo.lind@customer.example> | Two-step plan | A two-step plan: first 500 pieces, then 1500 pieces. Let us verify the numbers and confirm the date.
Bo Lind <bo.lind@customer.example> | Please verify order 482913 | Please verify your order 482913 and confirm the delivery date.
Bo Lind <bo.lind@customer.example> | Confirmation of order 88120 | We confirm order 88120 over 12,400 EUR. Please share the tracking number.
Orders <orders@vendor.example> | Please confirm your order 118204 | Please confirm order 118204 within 24 hours, otherwise the goods go back to stock.
Orders <no-reply@vendor.example> | Your order 559201 has shipped | Order 559201 has left our warehouse. Use this number when you call.
Portal <no-reply@tenders.example> | New tender 771204 | A new tender matches your profile: 771204 Heating systems. Log in to see the documents. The deadline is in 10 days.
Portal <notifications@tenders.example> | You have 1 new message in the portal | A message from Bo Lind is waiting. Log in to your account to read it.
Portal <no-reply@supplier-net.example> | Supplier account approved | Your supplier account has been approved. You can now upload catalogues and invoices.
Portal <no-reply@supplier-net.example> | Invitation to bid 2026-1182 | You are invited to bid. Sign in to the portal with your account; the event code is EV88412.
Docs <no-reply@sign.example> | Bo Lind signed "Contract 2026-118" | All parties have signed. The finished document is attached.
Docs <no-reply@sign.example> | Please sign: Framework agreement | Bo Lind asks you to sign a document. The link expires in 7 days. If you did not expect this, ignore it.
Docs <no-reply@share.example> | Bo Lind shared a folder with you | Open the folder "Drawings". The link works for 14 days.
Cal <no-reply@cal.example> | New event: Demo with Lena | Thursday 14:00, 30 minutes. Add a note or reschedule by the link below.
Forum <noreply@forum.example> | New reply to "Password reset mail not sent" | Tom wrote: the password reset mail is not sent when the address has capitals.
Git <notifications@git.example> | [kith/app] Reset password form is broken (#482) | The reset password form does not accept long passwords. Steps: open the form, enter an address.
Git <notifications@git.example> | [kith/app] Verification codes should expire (#1204) | Right now a verification code never expires. We should limit it.
Bo Lind <bo.lind@customer.example> | Change your address for invoices | Please change your address for our invoices: Hafenweg 12, 20457 Hamburg. Set the new one from May.
Bo Lind <bo.lind@customer.example> | Recover the old drawings | Could you recover the old drawings of 2019? We lost the link and the password.
Bo Lind <bo.lind@customer.example> | Update your price list | Please update your price list and send the link again, the old one expired.
Bo Lind <bo.lind@customer.example> | Use this code for your team | For your team: use the code KITH-TEAM when you register for the fair. It expires in May.
Fair <tickets@fair.example> | Your exhibitor pass | Your exhibitor code EX4471 gives you 20 free tickets. Do not share it outside your firm.
Fair <info@fair.example> | Registration code for the fair | Your registration code is 884120. Enter it at registration. Valid for 3 people.
Bo Lind <bo.lind@customer.example> | Pins and tans | We print pins, badges and tan leather tags. 482913 pieces last year!
Bo Lind <bo.lind@customer.example> | PIN pads | The PIN of the pad on machine 12 is 4471. Please change it at the next service within 30 days.
Bo Lind <bo.lind@customer.example> | Temporary access | I made an account for you in our supplier portal. Log in with your address, the password is on the phone with Tom.
Bo Lind <bo.lind@customer.example> | One-time fee | The one-time fee of 1500 EUR and the single-use filters, code 771204, are fine.
Bo Lind <bo.lind@customer.example> | Authentication of the documents | The authentication of the documents by the notary costs 120 EUR. Reference 2204410.
Bo Lind <bo.lind@customer.example> | Security audit | The security audit found no issue. Please do not share the report 2026-04 outside your team.
Bo Lind <bo.lind@customer.example> | Ignore this mail | Please ignore this mail if you have already sent the quote for 4711.
Bo Lind <bo.lind@customer.example> | Not requested | We did not request the offer 118204, please ignore it.
Bo Lind <bo.lind@customer.example> | Valid for 30 minutes | The price of 12 450 EUR is valid for 30 minutes only, the market moves. Please confirm!
Energy <trading@energy.example> | Offer valid for 15 minutes | Offer 771204: 48.20 EUR/MWh, valid for 15 minutes. Confirm by phone.
Insurance <info@insurance.example> | Your policy 88412044 | Policy 88412044 was renewed. Your account manager is Bo Lind.
Tax <kanzlei@tax.example> | Jahresabschluss 2025 | anbei der Jahresabschluss. Bitte prüfen Sie die Kontostände auf Seite 12 und den Bankbestand.
Bo Lind <bo.lind@customer.example> | Angebot 482913 | vielen Dank für das Angebot 482913. Gilt der Rabattcode FRUEHLING25 auch für Ersatzteile?
Bo Lind <bo.lind@customer.example> | Zugangscode Baustelle | Der Zugangscode für das Tor ist 4471, gültig bis Freitag. Bitte nicht weitergeben.
Bo Lind <bo.lind@customer.example> | Passwort für die Zeichnungen | Die ZIP-Datei ist geschützt, das Passwort lautet Pumpe4471. Bitte niemandem weitergeben.
Bo Lind <bo.lind@customer.example> | Passwort zurücksetzen im Kundenportal | Unsere Mitarbeiter können im Kundenportal ihr Passwort nicht zurücksetzen. Gibt es dafür einen Link?
Vertrieb <vertrieb@anbieter.example> | Neues Modul: Passwort zurücksetzen per SMS | Mit unserem neuen Modul setzen Ihre Kunden ihr Passwort per SMS zurück. Klicken Sie hier für eine Demo.
Messe <info@messe.example> | Ihr Gutscheincode | Ihr Gutscheincode M4471X gilt für zwei Tageskarten. Gültig für 30 Tage.
Bank <presse@volksbank-elbe.example> | Pressemitteilung | Die Volksbank Elbe eröffnet eine neue Filiale. Das Online-Banking wird ausgebaut.
Bo Lind <bo.lind@customer.example> | Neue Bankverbindung | Unsere Bankverbindung hat sich geändert: Sparkasse Nordsee, IBAN DE02 1203 0000 0000 2020 51.
Buchhaltung <buchhaltung@customer.example> | Zahlungsavis 2203 | Wir überweisen heute 4.100,00 EUR auf Ihr Konto bei der Commerzbank, Rechnungen 2203 und 2204.
Buchhaltung <rechnung@lieferant.example> | Rechnung 100234 | anbei die Rechnung 100234. Wir buchen den Betrag am 15. per Lastschrift von Ihrem Konto ab.
Lieferant <noreply@lieferant.example> | Zahlungseingang bestätigt | Ihre Zahlung über 4.100,00 EUR ist auf unserem Konto eingegangen. Die Ware geht heute raus.
Lieferant <noreply@lieferant.example> | Bestellbestätigung 884120 | vielen Dank für Ihre Bestellung 884120. Lieferung in 3 Tagen.
Bo Lind <bo.lind@customer.example> | Sicherheitscode der Anlage | Der Sicherheitscode der Anlage ist 0815, bitte ändern. Der Techniker kommt in 20 Minuten.
Bo Lind <bo.lind@customer.example> | Freischaltung | Bitte schalten Sie das Konto unseres neuen Kollegen frei, Kundennummer 771204.
Bo Lind <bo.lind@customer.example> | Anmeldung zur Schulung | Anmeldung zur Schulung am 12.05.: drei Personen, Buchungscode SCH4471.
Bo Lind <bo.lind@customer.example> | Login für das Portal | Können wir ein zweites Login haben? Unser Kollege Tom braucht eins bis 14 Uhr.
Bo Lind <bo.lind@customer.example> | Termin zurücksetzen | Können wir den Termin zurücksetzen? Klicken Sie einfach auf den Link im Kalender.
Bo Lind <bo.lind@customer.example> | Karten für die Messe | Ich habe noch vier Karten, Nummern 4402 bis 4405. Holen Sie sie an der Kasse?
Bo Lind <bo.lind@customer.example> | Devis 482913 | Merci pour le devis 482913. Le code promo PRINTEMPS25 est-il encore valable ?
Bo Lind <bo.lind@customer.example> | Code de la porte | Le code de la porte est 4471. Ne le communiquez à personne d'autre que l'équipe.
Bo Lind <bo.lind@customer.example> | Mot de passe du fichier | Le fichier est protégé, le mot de passe est pompe4471.
Bo Lind <bo.lind@customer.example> | Réinitialisation de la machine | Après la réinitialisation de la machine, le code d'erreur 884120 est revenu.
Ventes <contact@fournisseur.example> | Nouveau module de connexion | Notre module permet de réinitialiser un mot de passe par SMS. Cliquez ici pour une démonstration.
Comptabilité <compta@fournisseur.example> | Relevé de compte client | Veuillez trouver ci-joint votre relevé de compte : trois factures ouvertes, solde 8 200 €.
Comptabilité <facture@fournisseur.example> | Facture 100234 | La facture 100234 est jointe. Notre RIB : FR76 3000 6000 0112 3456 7890 189.
Bo Lind <bo.lind@customer.example> | Virement effectué | Le virement de 4 100 € a été effectué ce matin sur votre compte.
Bo Lind <bo.lind@customer.example> | Nouveau RIB | Notre compte à la BNP Paribas a changé, voici le nouveau RIB.
Hôtel <reservation@hotel-lac.example> | Votre réservation | Votre code de confirmation est HX4291. Annulation possible jusqu'à 24 heures avant l'arrivée.
Bo Lind <bo.lind@customer.example> | Oferta 482913 | Gracias por la oferta 482913. ¿El código de descuento PRIMAVERA25 sigue siendo válido?
Bo Lind <bo.lind@customer.example> | Código de la puerta | El código de acceso de la puerta es 4471. No lo comparta con otros.
Bo Lind <bo.lind@customer.example> | Contraseña del archivo | El archivo está protegido; la contraseña es bomba4471.
Ventas <info@proveedor.example> | Nuevo módulo para su portal | Sus clientes podrán restablecer la contraseña por SMS. Pida una demostración.
Contabilidad <facturas@proveedor.example> | Estado de cuenta de cliente | Adjuntamos su estado de cuenta con las facturas pendientes 100234 y 100236.
Contabilidad <facturas@proveedor.example> | Factura 100234 | Adjuntamos la factura. Nuestra cuenta en el Banco Norte: ES91 2100 0418 4502 0005 1332.
Bo Lind <bo.lind@customer.example> | Transferencia realizada | Hemos realizado la transferencia de 4.100 € a su cuenta.
Hotel <reservas@hotel-sol.example> | Su reserva | Su código de confirmación es HX4291. Puede cancelar hasta 24 horas antes.
Bo Lind <bo.lind@customer.example> | Offerta 482913 | Grazie per l'offerta 482913. Il codice sconto PRIMAVERA25 vale anche per i ricambi?
Bo Lind <bo.lind@customer.example> | Codice del cancello | Il codice di accesso del cancello è 4471, non condividerlo.
Bo Lind <bo.lind@customer.example> | Password del file | Il file è protetto, la password è pompa4471.
Vendite <info@fornitore.example> | Nuovo modulo | I vostri clienti possono reimpostare la password via SMS. Cliccate qui per una demo.
Contabilità <fatture@fornitore.example> | Estratto conto cliente | In allegato il vostro estratto conto con le fatture aperte 100234 e 100236.
Contabilità <fatture@fornitore.example> | Fattura 100234 | In allegato la fattura. IBAN IT60 X054 2811 1010 0000 0123 456, codice SDI M5UXCR1.
Bo Lind <bo.lind@customer.example> | Bonifico eseguito | Il bonifico di 4.100 € è stato eseguito oggi sul vostro conto.
Albergo <prenotazioni@albergo.example> | La sua prenotazione | Il suo codice di conferma è HX4291. Cancellazione fino a 24 ore prima.
田中 <tanaka@customer.example> | 見積書482913の件 | 見積書482913をお送りいただきありがとうございます。クーポンコードは使えますか。
田中 <tanaka@customer.example> | 資料のパスワード | 添付ファイルのパスワードは pump4471 です。
田中 <tanaka@customer.example> | パスワードの再設定について | 御社のシステムでパスワードの再設定ができないとの声があります。ご確認ください。
営業 <info@vendor-jp.example> | 新機能のご案内 | 認証コードをSMSで送る新機能をご紹介します。30分のデモをご予約ください。
経理 <keiri@vendor-jp.example> | 請求書100234 | 請求書をお送りします。お振込先はみらい銀行、口座番号は1234567です。
経理 <keiri@customer.example> | お振込のお知らせ | 本日、請求書2203の金額をお振込いたしました。ご確認ください。
ホテル <yoyaku@hotel-jp.example> | ご予約確認 | 予約確認コードは HX4291 です。チェックインは15時からです。
配送 <noreply@delivery-jp.example> | お荷物のお届け | お荷物番号 88412044 を本日お届けします。
鈴木 <suzuki@mirai-bank.example> | 打ち合わせの件 | 来週の打ち合わせは14時からでお願いします。残高証明書の印刷機についてもご相談します。
إدارة المشتريات <purchasing@customer.example> | عرض السعر 482913 | شكرًا على عرض السعر 482913. هل رمز الخصم SPRING25 صالح لقطع الغيار؟
أحمد <ahmad@customer.example> | كلمة مرور الملف | الملف محمي، كلمة المرور هي pump4471.
أحمد <ahmad@customer.example> | رمز البوابة | رمز الدخول للبوابة هو 4471، لا تشارك الرمز مع غير الفريق.
المبيعات <info@vendor-ar.example> | ميزة جديدة | يمكن لعملائكم الآن إعادة تعيين كلمة المرور عبر الرسائل. احجزوا عرضًا لمدة 30 دقيقة.
المحاسبة <billing@vendor-ar.example> | فاتورة 100234 | مرفق الفاتورة. حسابنا في بنك الواحة رقم SA0380000000608010167519.
المحاسبة <billing@vendor-ar.example> | كشف حساب العميل | مرفق كشف حساب بالفواتير المفتوحة 100234 و100236.
أحمد <ahmad@customer.example> | تم التحويل | تم تحويل مبلغ 4,100 ريال إلى حسابكم اليوم.
سارة <sara@oasisbank.example> | اجتماع الأسبوع القادم | نحتاج إلى عرض لصيانة المصاعد في ثلاثة فروع.
Bo Lind <bo.lind@customer.example> | Lunch | Lunch at 1230? The place takes cards.
Bo Lind <bo.lind@customer.example> | Contract 2026-118 signed | Signed! The countersigned contract follows by post. Account team: please set up the customer number 118204.
Bo Lind <bo.lind@customer.example> | Phone number | My new number is 0170 4829130. Please update your account.
Bo Lind <bo.lind@customer.example> | Visit on 12 May | Please register at the desk, the visitor code is V4471. Parking code 8841.
Bo Lind <bo.lind@customer.example> | Wi-Fi for the demo | For the demo use our guest Wi-Fi, the password is summer2026, or the Wi-Fi code 884120.
Bo Lind <bo.lind@customer.example> | Payment terms | Could we change the payment terms from 14 to 30 days? Your account manager said yes.
Bo Lind <bo.lind@customer.example> | Letter of credit | The letter of credit was opened by Santander. Swift code BSCHESMM, reference 771204.
Bo Lind <bo.lind@customer.example> | Sort code | Our sort code is 20-44-17 and the account number 88412044. Please use them from April.
Bo Lind <bo.lind@customer.example> | We received the wrong transfer | You have sent a payment of EUR 500 to us by mistake. Where shall we return it?
Bo Lind <bo.lind@customer.example> | Your payout model | Your payout model for partners is good: 12 percent within 30 days.
Sales <sales@vendor.example> | Cards with your logo | New: payment cards with your logo, ending the plastic age. From 4402 pieces.
Sales <hello@vendor.example> | Get alerts for every transaction | Our treasury tool sends transaction alerts and shows the available balance of all banks. Try it for 30 days.
Sales <team@vendor.example> | Bank reconciliation made simple | Link your bank account and reconcile statements in minutes. Book a demo.
Sales <hello@vendor.example> | Reset your sales process | Set new goals, change your pipeline. Click here to read our guide. If you did not subscribe, unsubscribe below.
Sales <hello@vendor.example> | Sign in to a new era | Use the link to sign up for our event on 12 May. 45 minutes, free.
Sales <hello@vendor.example> | Magic links or passwords? | Our study of 1200 users shows what people like. Download it by the link below.
Sales <info@vendor.example> | Your login page deserves better | We make login pages. A call of 20 minutes is enough. Enter your details here.
Academy <no-reply@academy.example> | Your course starts today | Use your account to open lesson 1. The course code is CRM4471.
Academy <no-reply@academy.example> | Certificate number 88412044 | Congratulations! Anybody can verify your certificate with the number 88412044.
Analyst <research@analyst.example> | Report: one-time codes in retail banking | Our report covers one-time codes, online banking and fraud in 12 countries. Price: 1500 EUR.
Printer <service@printer.example> | Toner low on device 482913 | Device 482913 needs toner. Your security is our aim: we never share data.
Machine <alerts@monitoring.example> | Alert: pump 4711 stopped | Pump 4711 stopped at 10:14. Error code 884120. Please check within 30 minutes.
Machine <notifications@monitoring.example> | Low balance of coolant | The coolant balance of machine 12 is below 20 percent.
Helpdesk <helpdesk@customer.example> | Ticket 559201 created | Your ticket 559201 "supplier account locked" was created. We answer within 4 hours.
Helpdesk <helpdesk@customer.example> | Ticket 559202: password policy | From May passwords expire after 365 days for suppliers. Nothing to do now.
City <no-reply@city.example> | Your application 2204410 | Application 2204410 was received. Use this number in letters to us.
Court <poststelle@court.example> | Aktenzeichen 12 O 4471/26 | Termin am 12.05.2026, 10:00 Uhr, Saal 204. Einlasscode 8841.
Bo Lind <bo.lind@customer.example> | Verification of the scale | The verification of the scale is due. Your code of conduct must be signed too, see page 1204.
Bo Lind <bo.lind@customer.example> | Login figures | We had 482913 logins last month, so the login code in your report is wrong by 12 percent.
Bo Lind <bo.lind@customer.example> | Your code of practice | Your code of practice 2024 says that within 10 hours someone must answer.
Bo Lind <bo.lind@customer.example> | QR-bill | The QR-bill for CHF 1200 is attached, the reference is 21 00000 00003 13947.
Bo Lind <bo.lind@customer.example> | Tan lines | Tan or black? We need 4400 m of leather. The colour code is T4471.
Bo Lind <bo.lind@customer.example> | Your login code proposal | I like the login code idea in your proposal of 12 May, page 4. Our 1200 users would sign in with it. Could you add a price? If you did not plan it, ignore this.
Bo Lind <bo.lind@customer.example> | Tests of the OTP mail | The OTP for our test user was 482913 and came after 12 minutes. It should be valid for 15 minutes. Please look at it before we sign.
Support <support@customer.example> | Feedback on the pilot | Users say that the verification code in your mails is hard to find. Could you make it larger? We have 482 reports.
Support <support@customer.example> | Pilot: password mails | In the pilot 12 of 40 users asked to reset the password in the first week. Can we talk about the reason?
Info <info@customer.example> | Question about your portal | When we click the link to set a password nothing happens. Which browser do you need?
Service <service@customer.example> | Order of key cards | We need 250 key cards, numbers ending in 4402 to 4652, for the new building.
No reply <no-reply@crm-vendor.example> | Weekly summary of your deals | 12 deals moved, 3 were won: 48,200 EUR. Open your account to see the report.
No reply <no-reply@crm-vendor.example> | Bo Lind opened your quote | Bo Lind opened quote 482913 at 10:14. Log in to see more.
No reply <no-reply@crm-vendor.example> | New lead: First Harbor Bank | A new lead was assigned to you: First Harbor Bank, 4,000 employees, interested in online banking security.
No reply <no-reply@form.example> | New answer to your form | Name: Bo Lind. Message: please call me about a one-time order of 1500 pumps. Phone: 0170 4829130.
No reply <no-reply@form.example> | Contact form: forgot password | Name: Bo Lind. Message: I forgot my password for your shop and would like to order 40 pumps. Please call.
Notification <notifications@chat.example> | Bo Lind sent you a message | "The verification code for the scale is in the manual, page 1204." Reply in the app.
Notification <notification@survey.example> | Your survey code | Your survey code is SV4471. The survey takes 10 minutes.
System <system@erp.example> | Approval of PO 4500012345 | Purchase order 4500012345 waits for your approval. Approval code group 12. Log in to approve.
System <system@erp.example> | Credit limit of customer 118204 | The credit limit of customer 118204 was exceeded: balance 12,400 EUR of 10,000 EUR.
System <robot@edi.example> | EDI: invoice 2203 transferred | Invoice 2203 was transferred to the customer's account. Status code 20000.
Accounts <accounts@pumps.example> | Overdue account 118204 | Your account 118204 is overdue by 4,100.00 EUR. Please pay within 7 days or call us.
Accounts <accounts@pumps.example> | Credit note 3301 | A credit of EUR 120.00 was posted to your customer account. See the attached note.
Billing <billing-no-reply@telco.example> | Your bill is ready | Your bill for March is ready: EUR 44.90, paid by card ending in 4242.
Fleet <cards@fuel.example> | Invoice for your fuel cards | The invoice for your 12 fuel cards is attached, total EUR 3,204.10. Payment by direct debit on the 15th.
Auction <no-reply@auction.example> | You won lot 884120 | You won lot 884120 for EUR 1,200. Pick-up code at the hall. Payment by bank transfer within 5 days.
Notary <office@notary.example> | Purchase price | The purchase price of 1,200,000 EUR was received on our trust account. The documents are ready.
Bo Lind <bo.lind@customer.example> | Escrow | The escrow bank has sent you a payment of EUR 40,000 as agreed. Please confirm by mail.
CFO <cfo@customer.example> | Bank statements for the audit | For the audit we need your bank statement of 31 December and the balance confirmation.
Anna Meier <meier@commerzbank.example> | Kreditlinie Ihres Kunden | Wie besprochen: die Kreditlinie steht, der Kontostand Ihres Kunden ist unser Geheimnis. Treffen am 12.05. um 14 Uhr?
Events <events@paypal.example> | You are invited: Merchant day | Join us in Berlin on 12 May. Hear how shops grow. Registration code PPD26X.
Partner team <partners@stripe.example> | Welcome to the partner programme | Your application was accepted. Next: a call of 30 minutes with your partner manager.
Jobs <no-reply@jobs.example> | 12 new applications | 12 people applied for "Account manager". Sign in to your account to see them.
Bo Lind <bo.lind@customer.example> | Zweistufige Anmeldung | Können wir die Anmeldung mit Einmalcode bekommen? 250 Nutzer, Start am 01.06.2026, Budget 12000 EUR.
Bo Lind <bo.lind@customer.example> | TAN-Verfahren | Für das TAN-Verfahren unserer Kunden brauchen wir 40000 Karten. Angebot bitte bis Freitag.
Bo Lind <bo.lind@customer.example> | Question sur le code de vérification | Le code de vérification de la balance 4471 est dans le manuel ? La livraison expire dans 10 jours.
Bo Lind <bo.lind@customer.example> | Duda sobre el portal | ¿Cuánto tarda el código de verificación? Nuestros 250 usuarios esperan más de 10 minutos.
Bo Lind <bo.lind@customer.example> | Domanda sul portale | Il codice di verifica arriva dopo 20 minuti, i nostri 250 utenti protestano. Potete aiutarci?
田中 <tanaka@customer.example> | 認証コードについて | 認証コードが10分で切れるため、利用者250名から苦情が来ています。延長できますか。
أحمد <ahmad@customer.example> | سؤال عن البوابة | رمز التحقق يصل بعد 20 دقيقة، ولدينا 250 مستخدمًا. هل يمكن المساعدة؟
Tom Berg <tom.berg@vendor.example> | Reset your password: draft of the mail | Click the link to reset your password in the pilot portal, and tell me whether the words are good.
Hall <no-reply@hall.example> | Your visit | Your access code for the north hall is 884120. You can park in front of it.
Bank partners <partners@volksbank-elbe.example> | Budget 2026 | For the lifts of all branches we have 40,000 EUR left.
`;

// Words by which a line of a signature is known, in the languages we could check. Data only.

/** Part of a job title, as a whole word. */
export const titleWords = [
  "manager|director|engineer|officer|chief|head of|president|founder|co-founder|owner|partner|principal|consultant|advis[eo]r",
  "assistant|coordinator|specialist|analyst|developer|architect|designer|lead|supervisor|technician|representative|executive|buyer|accountant|administrator|secretary|professor|lecturer|attorney|lawyer|agent|broker|planner|strategist|researcher|scientist|editor|producer|controller|treasurer|chair(?:man|woman|person)?",
  "ceo|cto|cfo|coo|cmo|cio|cpo|cro|vp|svp|evp|vice president",
  "sales|purchasing|procurement|marketing|account manager|customer success|human resources",
  "geschäftsführer(?:in)?|geschäftsleit(?:er|ung)|leiter(?:in)?|\\p{L}+leiter(?:in)?|prokurist(?:in)?|einkäufer(?:in)?|(?:leitung |technischer |strategischer )?einkauf|vertrieb(?:s\\p{L}+)?|außendienst|innendienst|entwickler(?:in)?|(?:\\p{L}+)?ingenieur(?:in)?|berater(?:in)?|assistenz|assistentin|referent(?:in)?|sachbearbeiter(?:in)?|vorstand(?:svorsitzende[r]?)?|inhaber(?:in)?|meister(?:in)?|projektmanager(?:in)?|buchhaltung",
  "directeur|directrice|responsable|gérante?|chef d[e']|cheffe|ingénieure?|achet(?:eur|euse)|présidente?|associée?|chargée? d[e']|conseill(?:er|ère)|commerciale?|assistante|technico-commerciale?|pdg|dirigeante?",
  "directora?|gerente|jef[ea] d[eo]|ingenier[oa]|comercial|compras|ventas|encargad[oa]|diretora?|engenheir[oa]|chefe|sóci[oa]|administrador[a]?|vendedor[a]?",
  "direttore|direttrice|responsabile|amministratore(?: delegato)?|amministratrice|ingegnere|titolare|ufficio (?:acquisti|vendite|tecnico)|addett[oa]|geometra|impiegat[oa]",
  "hoofd|inkoper|verkoper|adviseur|eigenaar|bedrijfsleider|projectleider|medewerker|accountmanager",
  "vd|chef|\\p{L}*chef|inköpare|säljare|\\p{L}*ledare|ansvarig|\\p{L}+ansvarig|handläggare|ägare|konstruktör|direktør|leder|\\p{L}+leder|indkøber|innkjøper|daglig leder|rådgiver|konsulent|ingeniør|brygmester|\\p{L}*mester|adm\\. dir",
  "toimitusjohtaja|\\p{L}*päällikkö|\\p{L}*johtaja|ostaja|asiantuntija|insinööri",
  "kierownik|dyrektor|prezes|inżynier|specjalist[ak]a?|główny|handlowiec|ředitel(?:ka)?|vedoucí|jednatel|nákupčí|obchodní|konatel|igazgató|vezető|müdür|müdürü|uzmanı",
  "директор|менеджер|инженер|руководитель|начальник|специалист|бухгалтер",
  "部長|課長|係長|社長|取締役|主任|マネージャー|経理|总监|总经理|经理|董事|主管|工程师",
  "مدير|مهندس|رئيس|مسؤول|مديرة|مهندسة",
];

/** Legal forms at the end of a company's name (some stand in front). */
export const companyForms = [
  "gmbh(?:\\s*&\\s*co\\.?\\s*kg(?:aa)?)?|ag|kg|ohg|ug|gbr|e\\.?\\s?k\\.?|e\\.?\\s?v\\.?|se",
  "ltd|limited|plc|llp|llc|l\\.l\\.c|inc|incorporated|corp|corporation|co|pty|pte",
  "ab|a/s|aps|asa?|oyj?|hf|ehf",
  "b\\.?v\\.?|n\\.?v\\.?|v\\.?o\\.?f|bvba|srl|s\\.?r\\.?l\\.?s?|s\\.?p\\.?a\\.?|s\\.?n\\.?c|s\\.?a\\.?s?\\.?u?|sarl|s\\.?à\\.?r\\.?l|eurl|sasu|scop|s\\.?l\\.?u?|s\\.?c\\.?l",
  "sp\\.?\\s?z\\s?o\\.?\\s?o|s\\.?\\s?r\\.?\\s?o|a\\.?\\s?s|spol|d\\.?\\s?o\\.?\\s?o|kft|zrt|nyrt|oü|uab|sia|lda|ltda|a\\.?ş|fze|fzco|fz-llc|w\\.?l\\.?l|k\\.?k",
];
export const companyFormsInFront = ["株式会社|有限会社|合同会社|ооо|зао|оао|ао|شركة"];
export const companyFormsEnclosed = ["株式会社|有限会社|有限公司|股份|주식회사|ش\\.م\\.م"];

/** A part of a street's name, with a number somewhere in the line. */
export const streetWords = [
  "street|st\\.?|road|rd\\.?|avenue|ave\\.?|lane|ln\\.?|way|drive|dr\\.|boulevard|blvd\\.?|court|square|highway|hwy|parkway|close|crescent|terrace|suite|ste\\.|unit|floor|building|industrial (?:park|estate)|business park|quay|wharf|mill|house",
  "rue|avenue|chemin|place|allée|impasse|quai|route|bât(?:iment)?|zone industrielle|z\\.?i\\.?|z\\.?a\\.?|cours",
  "calle|c/|avda\\.?|avenida|plaza|paseo|polígono|carrer|carretera|rua|praça|travessa|estrada|largo",
  "via|viale|piazza|corso|vicolo|strada|largo",
  "ul\\.|al\\.|ulica|aleja|os\\.|nám\\.|náměstí|ulice|utca|út|tér|sokak|cadde(?:si)?|mah\\.",
  "p\\.?\\s?o\\.?\\s?box|postfach|postboks|boks|box|b\\.?p\\.?|apartado|casella postale|postbus|ш\\.?|ул\\.?|улица|пр\\.?|проспект",
  "شارع|طريق|ص\\.ب",
];
/** The same where they end a longer word: Hauptstraße, Sveavägen, Keizersgracht. */
export const streetEndings =
  "\\p{L}{2,}(?:straße|strasse|str\\.|weg|allee|platz|gasse|ring|ufer|damm|straat|laan|plein|gracht|kade|singel|dijk|gatan|vägen|gränd|torget|plan|gade|vej|allé|stræde|veien|gata|gaten|katu|tie|polku|tanya)";
/** How Japanese and Chinese addresses number places. */
export const eastAsianPlaces = "[都道府県市区町村]|丁目|番地|[省市区路街号]";

export const countries = [
  "germany|deutschland|austria|österreich|switzerland|schweiz|suisse|svizzera|france|italy|italia|spain|españa|portugal|belgium|belgique|belgië|netherlands|the netherlands|nederland|luxembourg",
  "sweden|sverige|norway|norge|denmark|danmark|finland|suomi|iceland|ireland|united kingdom|uk|england|scotland|wales|poland|polska|czech republic|czechia|česko|slovakia|slovensko|hungary|magyarország|romania|românia|bulgaria|greece|croatia|slovenia|serbia|estonia|latvia|lithuania|ukraine|turkey|türkiye",
  "usa|u\\.s\\.a\\.|united states(?: of america)?|canada|mexico|méxico|brazil|brasil|argentina|chile|colombia|japan|日本|china|中国|south korea|korea|india|singapore|hong kong|taiwan|australia|new zealand|south africa|israel|egypt|morocco|saudi arabia|united arab emirates|uae|qatar|kuwait|bahrain|oman",
  "россия|україна|الإمارات العربية المتحدة|المملكة العربية السعودية|قطر|الكويت",
];

/** In front of a number, telling what it is for. */
export const phoneLabels =
  "t|tel|tél|telefon|telephone|téléphone|telefono|teléfono|telefone|tlf|puh|phone|ph|p|m|mob|mobil|mobile|mobiel|móvil|cell|cellulare|cell phone|portable|port|handy|gsm|kom|komórka|office|direct|direkt|work|büro|d|o|тел|моб|電話|携帯|电话|手机|هاتف|جوال|whatsapp";
export const faxLabels = "f|fax|telefax|télécopie|faks|факс|ファックス|传真|فاكس";

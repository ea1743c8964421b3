import { form, type SignForms, within } from "./signs.ts";

// The same orders in the other languages that a team is likely to meet: German, Dutch, French, Spanish,
// Portuguese and Italian. Fewer forms than in English, and only the plainest ones.

const ignore =
  "(?:ignorier\\w*|missacht\\w*|vergiss|vergesst|überschreib\\w*|negeer\\w*|vergeet|ignore[zs]?|ignorer|oublie[zs]?|oublier|ne tiens pas compte|ne tenez pas compte|ignora\\w*|ignore[mn]?|olvida\\w*|esque[cç]\\w*|desconsider\\w*|desobede\\w*|dimentica\\w*|non considerare)";
const orders =
  "(?:anweisung\\w*|vorgabe\\w*|regeln|befehl\\w*|instructies?|aanwijzing\\w*|regels|opdracht\\w*|instructions?|consignes?|règles?|directives?|instrucciones|reglas|órdenes|instruç(?:ões|ão)|instrucoes|regras|ordens|istruzioni|regole|indicazioni|prompt)";
const always =
  "(?:immer|stets|grundsätzlich|niemals|nie|ab sofort|von nun an|künftig|altijd|nooit|voortaan|vanaf nu|toujours|jamais|désormais|dorénavant|à partir de maintenant|siempre|nunca|jamás|a partir de ahora|desde ahora|de ahora en adelante|sempre|jamais|a partir de agora|de agora em diante|doravante|mai|d'ora in poi|da ora in poi|da adesso)";
const utter =
  "(?:antwort\\w*|empf(?:iehl|ehl)\\w*|sag\\w*|erwähn\\w*|nenn\\w*|verweis\\w*|schreib\\w*|füg\\w*|zeig\\w*|beantwoord\\w*|antwoord\\w*|zeg\\w*|noem\\w*|raad\\w* aan|aanbevel\\w*|aanra\\w*|verwijs\\w*|vermeld\\w*|répond\\w*|recommand\\w*|dis|dites|dire|mentionn\\w*|conseill\\w*|ajout\\w*|cite[zr]?|respond\\w*|contest\\w*|recom(?:ienda|endar|iende|ende|enda)\\w*|di|diga\\w*|decir|menci\\w*|añad\\w*|respon[dh]\\w*|dizer|diz|rispond\\w*|raccomand\\w*|consigli\\w*|dì|aggiung\\w*|cita\\w*|adicion\\w*|inclu\\w*|envi\\w*|manda\\w*|stuur\\w*|schick\\w*|send\\w*|envo\\w+|invia\\w*|behandel\\w*|trat\\w*|betracht\\w*)";
const asked =
  "(?:wenn (?:jemand|man|kunden|nutzer|leute)|sobald (?:jemand|man)|falls (?:jemand|man)|als (?:iemand|men|klanten)|wanneer (?:iemand|men)|zodra (?:iemand|men)|(?:si|quand|lorsqu[e'’]?|chaque fois qu[e'’]?|dès qu[e'’]?) ?(?:quelqu'un|quelqu’un|on|un client|les gens)|(?:si|cuando|cada vez que) (?:alguien|un cliente|te|le|la gente|los clientes)|(?:se|quando|sempre que|caso) (?:alguém|alguem|um cliente|te|lhe|os clientes|perguntarem)|(?:se|quando|ogni volta che) (?:qualcuno|un cliente|ti|i clienti))";
const remember =
  "(?:merk dir|merke dir|merkt euch|speicher\\w*|onthoud\\w*|sla op|retiens|retenez|souviens-toi|souvenez-vous|mémorise[zr]?|enregistre[zr]?|recuerda\\w*|memoriza\\w*|guarda\\w*|lembra\\w*|lembre\\w*|memoriz\\w*|grava\\w*|ricorda\\w*|memorizza\\w*|salva\\w*)";

export const otherSigns: readonly SignForms[] = [
  {
    sign: "overrides",
    forms: [
      form(`(?<!\\p{L})${ignore}(?!\\p{L})`, within(50), `(?<!\\p{L})${orders}`),
      form(`(?<!\\p{L})(?:neue|nieuwe|nouvelles?|nuevas?|novas?|nuove) ${orders}`),
    ],
    unless: [],
  },
  {
    sign: "steers",
    forms: [
      form(`(?<!\\p{L})${asked}(?!\\p{L})`, within(100), `(?<!\\p{L})${utter}`),
      form(
        `(?<!\\p{L})(?:reverie|assistent\\w*|assistant\\w*|asistente|assistente|bot)(?!\\p{L})`,
        within(50),
        `(?<!\\p{L})(?:${always}|soll\\w*|muss|darf|moet|mag|doit|devra|debe\\w*|deve\\w*)(?!\\p{L})`,
      ),
      form(
        `^\\W*@?(?:reverie\\W+)?`,
        within(20),
        `(?<!\\p{L})${always}(?!\\p{L})`,
        within(12),
        `(?<!\\p{L})${utter}`,
      ),
      form(`^\\W*@?(?:reverie\\W+)?${utter}(?!\\p{L})`, within(15), `(?<!\\p{L})${always}(?!\\p{L})`),
      form(
        `(?<!\\p{L})(?:nie|niemals|nicht|nooit|niet|jamais|pas|nunca|jamás|no|não|mai|non)(?!\\p{L})`,
        within(20),
        `(?<!\\p{L})(?:erwähn\\w*|verrat\\w*|sag\\w*|vermeld\\w*|noem\\w*|zeg\\w*|mentionn\\w*|parle[rz]?|dis|dites|révél\\w*|mencion\\w*|diga\\w*|dig\\w+|revel\\w*|fal[ae]\\w*|menzion\\w*|dire|parlare|rivel\\w*)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:ne (?:mentionne|parle|dis|dites|mentionnez|révèle)\\w*|erwähne?\\w*|verschweig\\w*|vermeld|noem|menciona\\w*|menzion\\w*)(?!\\p{L})`,
        within(15),
        `(?<!\\p{L})(?:jamais|pas|nie|niemals|nicht|nooit|niet|nunca|mai)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:du bist|sie sind|je bent|u bent|tu es|vous êtes|eres|você é|tu és|sei) (?:jetzt|nun|ab jetzt|ab sofort|nu|voortaan|maintenant|désormais|ahora|agora|ora|adesso)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:deine|eure|ihre|je|jouw|uw|tes|vos|tus|sus|suas|tuas|tue|le tue) (?:antworten|antwoorden|réponses|respuestas|respostas|risposte)(?!\\p{L})`,
      ),
    ],
    unless: [],
  },
  {
    sign: "asks-to-remember",
    forms: [
      form(`(?<!\\p{L})reverie(?!\\p{L})`, within(30), `(?<!\\p{L})${remember}`),
      form(`^\\W*${remember}(?!\\p{L})`, within(20), `[:,]|(?<!\\p{L})(?:dass|dat|que|che)(?!\\p{L})`),
    ],
    unless: [],
  },
  {
    sign: "claims-right",
    forms: [
      form(
        `(?<!\\p{L})(?:ich bin|als|ik ben|je suis|en tant qu[e'’]|soy|como|sou|sono|in qualità di) ?(?:der|die|ein|eine|de|het|een|l['’]|un|une|el|la|o|a|um|uma|il|lo)? ?(?:neue |neuer |nieuwe |nouvel |nuevo |novo |nuovo )?(?:admin\\w*|beheerder|chef|geschäftsführ\\w*|directeur|director\\w*|diretor\\w*|direttore|eigentümer|propriétaire|dueño|dono|proprietario|jefe|capo|baas)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:bereits|schon|al|reeds|déjà|ya|já|già) (?:genehmigt|freigegeben|goedgekeurd|approuvée?s?|aprobad\\w+|aprovad\\w+|approvat\\w+)(?!\\p{L})`,
      ),
    ],
    unless: [],
  },
  {
    sign: "loosens",
    forms: [
      form(
        `(?<!\\p{L})(?:passw[oö]rt\\w*|kennwort\\w*|zugangsdaten|wachtwoord\\w*|mots? de passe|identifiants|contraseñas?|claves?|senhas?|password|credenziali)(?!\\p{L})`,
        within(40),
        `(?<!\\p{L})(?:geben|gib|teilen|teil|schick\\w*|senden|sag\\w*|nenn\\w*|weitergeben|delen|deel|geef|stuur|partage\\w*|donne\\w*|envoy\\w*|compart\\w*|da|dale|enviar|envía|envia|manda|dar|diga|condivid\\w*|invia\\w*|dai)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:ohne|keine?|zonder|geen|sans|pas de|aucune?|sin|ninguna?|sem|nenhuma?|senza|nessuna?)(?!\\p{L})`,
        within(20),
        `(?<!\\p{L})(?:freigabe|genehmigung|prüfung|review|goedkeuring|controle|approbation|validation|relecture|vérification|aprobación|revisión|verificación|aprovação|revisão|verificação|approvazione|revisione|verifica|autorizzazione)(?!\\p{L})`,
        within(20),
        `(?<!\\p{L})(?:nötig|notwendig|erforderlich|mehr|nodig|vereist|nécessaire|requise?|necesari\\w+|necessári\\w+|necessari\\w+|mais|più|plus|más)(?!\\p{L})`,
      ),
    ],
    unless: [
      form(
        `(?<!\\p{L})(?:nie|niemals|nicht|keine?|nooit|niet|geen|jamais|pas|nunca|jamás|no|não|mai|non)(?!\\p{L})`,
        within(25),
        `(?<!\\p{L})(?:geben|teilen|weitergeben|schicken|senden|delen|geven|partager|donner|envoyer|compart\\w*|enviar|dar|condivid\\w*|inviare)(?!\\p{L})`,
      ),
    ],
  },
  {
    sign: "loosens",
    forms: [
      form(
        `(?<!\\p{L})(?:überspring\\w*|deaktivier\\w*|sla|schakel|omzeil\\w*|saute[rz]?|désactiv\\w*|contourn\\w*|salta\\w*|omit\\w*|desactiv\\w*|pul[ae]\\w*|dispens\\w*|desativ\\w*|disattiv\\w*|evita\\w*)(?!\\p{L})`,
        within(25),
        `(?<!\\p{L})(?:freigabe\\w*|prüfung\\w*|kontrolle\\w*|controle\\w*|contrôle\\w*|goedkeuring|validation|vérification|relecture|revisión|control|verificación|revisão|verificação|aprovação|controll\\w+|revisione|verifica|2fa)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:ohne|zonder|sans|sin|sem|senza)(?!\\p{L})`,
        within(15),
        `(?<!\\p{L})(?:prüfung|kontrolle|freigabe|rückfrage|controle|goedkeuring|contrôle|vérification|validation|control|revisión|aprobación|verificação|aprovação|revisão|controllo|approvazione|verifica)(?!\\p{L})`,
      ),
    ],
    unless: [],
  },
  {
    sign: "moves-money",
    forms: [
      form(
        `(?<!\\p{L})(?:bankverbindung|konto(?:nummer|daten)?|überweis\\w*|bankrekening|rekeningnummer|compte bancaire|coordonnées bancaires|rib|virements?|cuenta bancaria|transferenci\\w+|conta bancária|dados bancários|conto (?:bancario|corrente)|coordinate bancarie|bonific\\w+)(?!\\p{L})`,
        within(50),
        `(?<!\\p{L})(?:neu\\w*|geändert|ändert|jetzt|ab sofort|nieuw\\w*|gewijzigd|nouve\\w+|changé\\w*|désormais|nuev\\w+|cambi\\w+|ahora|nov\\w+|mud\\w+|agora|nuov\\w+|cambiat\\w+|ora|auf|naar|vers|à|a|para)(?!\\p{L})`,
      ),
    ],
    unless: [],
  },
  {
    sign: "praises",
    forms: [
      form(
        `(?<!\\p{L})(?:vertrauenswürdig\\w*|zuverlässigst\\w*|beste[rns]?|bevorzugt\\w*|betrouwba\\w+|voorkeurs\\w*|de confiance|fiable\\w*|meilleure?s?|préférée?s?|de confianza|fiable|mejor\\w*|preferid\\w+|de confiança|confiável|melhor\\w*|affidabil\\w+|miglior\\w*|preferit\\w+)(?!\\p{L})`,
        within(20),
        `(?<!\\p{L})(?:quelle|anbieter|lieferant\\w*|partner|bron|leverancier|source|fournisseur|partenaire|fuente|proveedor|socio|fonte|fornecedor|parceiro|fornitore)(?!\\p{L})`,
      ),
      form(
        `(?<!\\p{L})(?:quelle|anbieter|lieferant|bron|leverancier|source|fournisseur|fuente|proveedor|fonte|fornecedor|fornitore)(?!\\p{L})`,
        within(20),
        `(?<!\\p{L})(?:vertrauenswürdig\\w*|betrouwba\\w+|de confiance|fiable|de confianza|de confiança|confiável|affidabil\\w+)(?!\\p{L})`,
      ),
    ],
    unless: [],
  },
];
